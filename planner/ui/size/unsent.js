// What a form holds counts once its button is pressed: until then the answer below is one to what
// was sent. This says so as long as an input holds something else than it held then.

const FORM = '[data-testid="stForm"]';
const INPUTS = "input, textarea";
// What is chosen in these is text, and no value of an input.
const CHOSEN = '[data-testid="stSelectbox"], [data-testid="stMultiSelect"], canvas';
// Shorter than anybody notices, longer than the many steps in which one change is drawn.
const MOMENT_MS = 100;
const sent = new WeakMap();

function held(form) {
  const values = new Map();
  const hold = (kind, node, value) => {
    const key = node.closest('[class*="st-key-"]')?.className.match(/st-key-\S+/)?.[0];
    let place = 0;
    while (values.has(`${kind} ${key} ${place}`)) place += 1;
    values.set(`${kind} ${key} ${place}`, value);
  };
  for (const node of form.querySelectorAll(CHOSEN)) {
    // The cells of a table are drawn after it.
    if (node.textContent) hold("chosen", node, node.textContent);
  }
  for (const node of form.querySelectorAll(INPUTS)) {
    hold("typed", node, node.type === "checkbox" ? node.checked : node.value);
  }
  return values;
}

function differs(form, known) {
  let different = false;
  for (const [name, value] of held(form)) {
    // An input that is drawn late, such as one in a fold, holds at first what was sent.
    if (!known.has(name)) known.set(name, value);
    different ||= known.get(name) !== value;
  }
  return different;
}

export default function ({ data, parentElement }) {
  if (sent.get(parentElement)?.times !== data.times) {
    sent.set(parentElement, { times: data.times, values: new Map() });
  }
  let line = parentElement.querySelector("p");
  if (!line) {
    line = document.createElement("p");
    line.setAttribute("role", "status");
    parentElement.append(line);
  }
  const look = () => {
    const form = document.querySelector(FORM);
    const text = form && differs(form, sent.get(parentElement).values) ? data.text : "";
    if (line.textContent !== text) line.textContent = text;
    // On a phone the sum is in view where this line is not: the style sheet of the page marks it.
    document.documentElement.toggleAttribute("data-unsent", Boolean(text));
  };
  let soon;
  const changed = () => {
    clearTimeout(soon);
    soon = setTimeout(look, MOMENT_MS);
  };
  look();
  const drawn = new MutationObserver(changed);
  drawn.observe(document.body, {
    attributeFilter: ["value"],
    characterData: true,
    childList: true,
    subtree: true,
  });
  // Before anybody changes an input it has the focus, or is pressed: what it holds then was sent.
  document.addEventListener("focusin", look, true);
  document.addEventListener("pointerdown", look, true);
  document.addEventListener("input", changed);
  return () => {
    clearTimeout(soon);
    document.documentElement.removeAttribute("data-unsent");
    drawn.disconnect();
    document.removeEventListener("focusin", look, true);
    document.removeEventListener("pointerdown", look, true);
    document.removeEventListener("input", changed);
  };
}
