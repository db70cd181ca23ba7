// The links of the menu follow the address: a link opened in a new tab shows the same build.

const LINKS = [
  'a[data-testid="stTopNavLink"]',
  'a[data-testid="stTopNavDropdownLink"]',
  'a[data-testid="stSidebarNavLink"]',
].join();

function carry() {
  for (const link of document.querySelectorAll(LINKS)) {
    if (link.search !== window.location.search) link.search = window.location.search;
  }
}

// Where a browser does not tell that the address moved, and for links that were drawn since: before
// anybody can follow one, it is pointed at or has the focus.
function reached({ target }) {
  if (target instanceof Element && target.closest(LINKS)) carry();
}

export default function () {
  carry();
  window.navigation?.addEventListener("currententrychange", carry);
  document.addEventListener("pointerover", reached);
  document.addEventListener("focusin", reached);
  return () => {
    window.navigation?.removeEventListener("currententrychange", carry);
    document.removeEventListener("pointerover", reached);
    document.removeEventListener("focusin", reached);
  };
}
