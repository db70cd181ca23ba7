// What is the same on every page and cannot be said to Streamlit: where the links of the menu lead,
// that the menu of a phone closes once one was followed, that a new sum is read out, and which of
// its two themes a page has: what lies over it, such as a dialog, is no part of the app's element.

const LINKS = [
  'a[data-testid="stTopNavLink"]',
  'a[data-testid="stTopNavDropdownLink"]',
  'a[data-testid="stSidebarNavLink"]',
].join();
const OPEN = '[data-testid="stExpandSidebarButton"]';
const CLOSE = '[data-testid="stSidebarCollapseButton"] button';
// As narrow as this the menu lies over the page.
const PHONE = "(max-width: 768px)";

// The links follow the address: one that is opened in a new tab shows the same build. Only Start
// has to say that it is meant, for its address with a build in it is that of the build otherwise.
function carry() {
  const said = new URLSearchParams(window.location.search);
  said.delete("page");
  const others = asked(said);
  if (others) said.set("page", "start");
  const start = asked(said);
  for (const link of document.querySelectorAll(LINKS)) {
    const wanted = link.pathname.endsWith("/") ? start : others;
    if (link.search !== wanted) link.search = wanted;
  }
}

function asked(said) {
  const words = said.toString();
  return words && `?${words}`;
}

// Where a browser does not tell that the address moved: before anybody can follow a link, it is
// pointed at or has the focus.
function reached({ target }) {
  if (target instanceof Element && target.closest(LINKS)) carry();
}

function followed({ target, ctrlKey, metaKey, shiftKey }) {
  if (!(target instanceof Element) || ctrlKey || metaKey || shiftKey) return;
  if (!target.closest('a[data-testid="stSidebarNavLink"]') || !matchMedia(PHONE).matches) return;
  // First the link: a menu that closes may take it away.
  setTimeout(() => document.querySelector(CLOSE)?.click());
}

function name() {
  const sum = document.querySelector(".st-key-total");
  if (sum && !sum.role) {
    sum.role = "status";
    sum.ariaAtomic = "true";
  }
  const menu = document.querySelector(OPEN);
  if (menu && menu.ariaLabel !== "Menu") menu.ariaLabel = "Menu";
}

function tint() {
  const app = document.querySelector(".stApp");
  const scheme = app ? getComputedStyle(app).colorScheme : "";
  const root = document.documentElement.style;
  if (scheme && root.colorScheme !== scheme) root.colorScheme = scheme;
}

// A menu that is drawn after this, or anew, has links without the address again.
function seen() {
  carry();
  name();
  tint();
}

export default function () {
  seen();
  const drawn = new MutationObserver(seen);
  drawn.observe(document.body, {
    attributeFilter: ["href"],
    childList: true,
    subtree: true,
  });
  window.navigation?.addEventListener("currententrychange", carry);
  document.addEventListener("pointerover", reached);
  document.addEventListener("focusin", reached);
  document.addEventListener("click", followed);
  return () => {
    drawn.disconnect();
    window.navigation?.removeEventListener("currententrychange", carry);
    document.removeEventListener("pointerover", reached);
    document.removeEventListener("focusin", reached);
    document.removeEventListener("click", followed);
  };
}
