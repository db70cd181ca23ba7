// The lines of a bill as one element: a list that is changed in place, so that what has the focus
// keeps it. What a person changed is kept and sent again with the next change until the planner
// has seen it: no change is lost, however quickly they follow each other.

const REPLACED = "Paid for and replaced: in the total, no longer in use";
const lists = new WeakMap();

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function pieces(parts) {
  return parts.flatMap(([text, address], index) => {
    const gap = index ? [" "] : [];
    if (!address) return [...gap, text];
    const link = { href: address, target: "_blank", rel: "noopener noreferrer" };
    return [...gap, element("a", link, text)];
  });
}

function newRow() {
  const parts = {
    icon: element("span", { class: "icon", "aria-hidden": "true" }),
    name: element("div", { class: "name" }),
    badge: element("span", { class: "badge" }),
    origin: element("span"),
    less: element("button", { type: "button" }, "−"),
    input: element("input", { type: "number", inputmode: "numeric", min: "0", step: "1" }),
    more: element("button", { type: "button" }, "+"),
    count: element("span", { class: "count" }),
    total: element("strong"),
    each: element("small"),
    details: element("button", { type: "button", class: "details" }, "Details"),
    fold: element("button", { type: "button", class: "fold icon" }),
  };
  const what = element(
    "div", { class: "what" }, parts.name, element("small", {}, parts.badge, " ", parts.origin),
  );
  const stepper = element("span", { class: "stepper" }, parts.less, parts.input, parts.more);
  const money = element("span", { class: "money" }, parts.total, parts.each);
  const figures = element("div", { class: "figures" }, stepper, parts.count, money, parts.details);
  const node = element("li", { class: "row" }, parts.icon, what, figures);
  return { node, parts, origin: "" };
}

// A kit begins with the button that folds it; what lies in it stands further in.
function showKit(row, line, isOpen) {
  const { parts, node } = row;
  node.className = `row${line.kit ? " kit" : ""}${line.level ? ` level-${Math.min(line.level, 4)}` : ""}`;
  if (!line.kit) return;
  if (parts.icon.parentNode) parts.icon.replaceWith(parts.fold);
  write(parts.fold, isOpen ? "expand_more" : "chevron_right");
  parts.fold.setAttribute("aria-expanded", String(isOpen));
  parts.fold.setAttribute("aria-label", `${isOpen ? "Fold" : "Unfold"} ${line.name}`);
}

function show(row, line, quantity) {
  const { parts } = row;
  write(parts.icon, line.icon);
  write(parts.name, line.name);
  write(parts.badge, line.badge);
  parts.badge.className = `badge ${line.colour}`;
  const origin = JSON.stringify(line.origin);
  if (origin !== row.origin) {
    row.origin = origin;
    parts.origin.replaceChildren(...pieces(line.origin));
  }
  write(parts.total, line.total);
  write(parts.each, line.each);
  parts.input.setAttribute("aria-label", `Quantity of ${line.name}`);
  parts.less.setAttribute("aria-label", `One less of ${line.name}`);
  parts.more.setAttribute("aria-label", `One more of ${line.name}`);
  parts.details.setAttribute("aria-label", `Details of ${line.name}`);
  parts.input.max = line.most;
  parts.less.disabled = quantity <= 0;
  parts.more.disabled = quantity >= line.most;
  if (parts.input.valueAsNumber !== quantity) parts.input.value = quantity;
  write(parts.count, `${quantity} ×`);
}

// The same heading is the same node: a list that is put together anew loses the focus.
function headingOf(list, text) {
  const known = list.headings.get(text);
  const made = known ?? element("li", { class: "heading" }, element("h2", {}, text));
  list.headings.set(text, made);
  return made;
}

function charge({ label, amount, icon: name = "local_shipping" }) {
  const icon = element("span", { class: "icon", "aria-hidden": "true" }, name);
  const money = element("span", { class: "money" }, element("strong", {}, amount));
  const figures = element("div", { class: "figures" }, money);
  return element("li", { class: "row" }, icon, element("div", { class: "what" }, label), figures);
}

function kitPaths(data) {
  return data.lines.filter((line) => line.kit).map((line) => line.path);
}

// Above a list with kits: unfold all of them, or fold them again.
function foldAll(list, data, turn) {
  const paths = kitPaths(data);
  if (!paths.length) return [];
  const isAll = paths.every((path) => list.open.has(path));
  const button = list.all ?? element("button", { type: "button", class: "details" });
  const node = list.allNode ?? element("li", { class: "heading" }, button);
  write(button, isAll ? "Fold all kits" : "Unfold all kits");
  button.onclick = () => turn(new Set(isAll ? [] : paths));
  Object.assign(list, { all: button, allNode: node });
  return [node];
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let list = lists.get(parentElement);
  if (!list) {
    const [rows, headings, changed] = [new Map(), new Map(), new Map()];
    list = { node: element("ul"), rows, headings, changed, asked: data.seen };
    Object.assign(list, { open: new Set(data.unfolded), told: "", turned: [] });
    lists.set(parentElement, list);
    parentElement.append(list.node);
  }
  for (const [key, { number }] of list.changed) {
    if (number <= data.seen) list.changed.delete(key);
  }
  const ask = (line, typed) => {
    const row = list.rows.get(line.key);
    const before = list.changed.get(line.key)?.quantity ?? line.quantity;
    if (!Number.isInteger(typed) || typed === before) {
      show(row, line, before);
      return;
    }
    list.asked = Math.max(list.asked, data.seen) + 1;
    list.changed.set(line.key, { quantity: typed, number: list.asked });
    show(row, line, typed);
    const quantities = [...list.changed].map(([key, { quantity }]) => [key, quantity]);
    setTriggerValue("edit", { number: list.asked, quantities });
  };
  // What the page says anew counts, unless it only repeats what was folded here a moment ago.
  const told = JSON.stringify(data.unfolded);
  if (told !== list.told) {
    list.told = told;
    const place = list.turned.indexOf(told);
    if (place < 0) list.open = new Set(data.unfolded);
    list.turned.splice(0, place < 0 ? list.turned.length : place + 1);
  }
  const turn = (open) => {
    list.open = open;
    list.draw();
    const paths = kitPaths(data).filter((path) => open.has(path));
    list.turned.push(JSON.stringify(paths));
    setTriggerValue("fold", paths);
  };
  list.draw = () => draw(list, data, { ask, turn, setTriggerValue });
  list.draw();
}

function draw(list, data, { ask, turn, setTriggerValue }) {
  const nodes = foldAll(list, data, turn);
  let above = "";
  for (const line of data.lines) {
    if (line.within?.some((path) => !list.open.has(path))) continue;
    const row = list.rows.get(line.key) ?? newRow();
    list.rows.set(line.key, row);
    const shown = () => list.changed.get(line.key)?.quantity ?? line.quantity;
    show(row, line, shown());
    showKit(row, line, list.open.has(line.path));
    row.parts.fold.onclick = () => {
      const paths = new Set(list.open);
      if (!paths.delete(line.path)) paths.add(line.path);
      turn(paths);
    };
    row.parts.less.onclick = () => ask(line, shown() - 1);
    row.parts.more.onclick = () => ask(line, shown() + 1);
    row.parts.input.onchange = () => ask(line, row.parts.input.valueAsNumber);
    row.parts.details.onclick = () => setTriggerValue("open", line.key);
    const heading = line.replaced ? REPLACED : line.group;
    if (heading !== above) nodes.push(headingOf(list, heading));
    above = heading;
    nodes.push(row.node);
  }
  const kept = new Set(data.lines.map((line) => line.key));
  for (const key of list.rows.keys()) if (!kept.has(key)) list.rows.delete(key);
  nodes.push(...data.charges.map(charge));
  const same = nodes.length === list.node.children.length
    && nodes.every((node, index) => node === list.node.children[index]);
  if (same) return;
  const focused = list.node.getRootNode().activeElement;
  list.node.replaceChildren(...nodes);
  // What is put in anew loses the focus, and a kit that was folded by the keyboard keeps it.
  if (focused && list.node.contains(focused)) focused.focus();
}
