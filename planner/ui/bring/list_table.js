// The tables of a list as they lie in the file: over each column what it is read as, beside each
// row what is said and asked of it. What a person says is kept and sent again with the next thing
// until the planner has seen it: nothing is lost, however quickly one follows another.

const views = new WeakMap();

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function chooser(options, chosen, label, say) {
  const made = element("select", { "aria-label": label });
  for (const [key, text] of options) {
    const option = element("option", { value: key }, text);
    option.selected = key === chosen;
    made.append(option);
  }
  made.onchange = () => say(made.value);
  return made;
}

function columnHead(table, column, data, say) {
  const where = column.heading || `Column ${column.key}`;
  const label = `${where} (column ${column.key}) is read as`;
  const options = data.fields.some(([key]) => key === column.holds)
    ? data.fields
    : [...data.fields, [column.holds, column.held]];
  const made = chooser(options, column.holds, label, (field) =>
    say({ what: "column", table: table.name, column: column.key, held: column.holds, field }),
  );
  made.className = column.holds ? "used" : "";
  const heading = element("span", { class: "heading", title: where }, where);
  // On paper it is read, not chosen.
  const paper = element("span", { class: "paper", "aria-hidden": "true" });
  paper.append(options.find(([key]) => key === column.holds)[1]);
  return element("th", { scope: "col" }, made, paper, heading);
}

function question(asked, say) {
  const made = [element("span", { class: "what" }, asked.text)];
  const answer = (text) => say({ what: "answer", key: asked.key, answer: text });
  if (asked.choices.length) {
    const none = asked.fits ? `Choose (fits the file: ${asked.fits})` : "Choose";
    const known = asked.choices.some(([key]) => key === asked.answered);
    const options = [["", none], ...asked.choices];
    made.push(chooser(options, known ? asked.answered : "", asked.text, answer));
  }
  if (asked.free) {
    const input = element("input", { "aria-label": `${asked.text} Written answer`, maxlength: 40 });
    input.placeholder = asked.choices.length ? "Or write it" : "Write it";
    input.value = asked.choices.some(([key]) => key === asked.answered) ? "" : asked.answered;
    input.onchange = () => answer(input.value.trim());
    made.push(input);
  }
  return element("div", { class: "said" }, ...made);
}

// Which part a line is: a likely one, any that is looked for, or one's own and of which kind.
function partCell(table, row, data, say) {
  const cell = element("td", { class: "part" });
  if (!row.parts) return cell;
  const spot = { table: table.name, row: row.row };
  const take = (part) =>
    part === SEEK ? say({ what: "seek", ...spot, text: "" }) : say({ what: "part", ...spot, part });
  const options = [...row.parts, [SEEK, "Search the catalog …"]];
  const seeks = row.sought !== null;
  const label = `Part in row ${row.row}`;
  cell.append(chooser(options, seeks ? SEEK : row.part, label, take));
  if (seeks) cell.append(...search(row, spot, take, say));
  if (!row.part && !seeks) {
    const is = (kind) => say({ what: "kind", ...spot, is: kind });
    cell.append(chooser(data.kinds, row.kind, `Kind of the part in row ${row.row}`, is));
  }
  // On paper it is read, not chosen.
  const paper = element("span", { class: "paper", "aria-hidden": "true" });
  const kind = row.part ? [] : [data.kinds.find(([key]) => key === row.kind)?.[1]];
  paper.append([row.parts.find(([key]) => key === row.part)?.[1] ?? "", ...kind].join(": "));
  cell.append(paper);
  return cell;
}

const SEEK = "\u0000seek";

function search(row, spot, take, say) {
  const input = element("input", {
    type: "search", "aria-label": `Search the catalog for row ${row.row}`, maxlength: 200,
    placeholder: "pi5 8gb, 2.5g switch …",
  });
  input.value = row.sought;
  input.onchange = () => say({ what: "seek", ...spot, text: input.value.trim() });
  if (!row.sought) return [input];
  if (!row.found.length) return [input, element("span", { class: "none" }, "No part is like that.")];
  const options = [["", `Choose (${row.found.length} found)`], ...row.found];
  const chosen = chooser(options, "", `Parts found for row ${row.row}`, (part) => part && take(part));
  return [input, chosen];
}

function pager(table, say) {
  if (table.of <= table.length) return [];
  const go = (first) => say({ what: "page", table: table.name, row: first });
  const button = (text, first, there) => {
    const made = element("button", { type: "button" }, text);
    made.disabled = !there;
    made.onclick = () => go(first);
    return made;
  };
  const last = Math.floor((table.of - 1) / table.length) * table.length;
  const pages = [];
  for (let first = 0; first <= last; first += table.length)
    pages.push([`${first}`, `${first + 1}–${Math.min(first + table.length, table.of)}`]);
  return [
    element("div", { class: "pager", role: "group", "aria-label": `Rows in view. ${table.caption}` },
      button("Previous rows", table.first - table.length, table.first > 0),
      chooser(pages, `${table.first}`, "Rows in view", (first) => go(Number(first))),
      button("Next rows", table.first + table.length, table.first < last)),
  ];
}

function rowsOf(table, row, data, say) {
  const cells = row.cells.map((text, index) => {
    const column = table.columns[index];
    const kind = `${column.holds ? "used" : "unused"}${column.figure ? " figure" : ""}`;
    return element("td", { class: kind }, text);
  });
  if (table.parts) cells.push(partCell(table, row, data, say));
  const kind = `${row.line === null ? "other" : ""}${row.out ? " out" : ""}`;
  const node = element("tr", { class: kind }, element("th", { scope: "row" }, `${row.row}`), ...cells);
  const notes = row.notes.map(([tone, text]) => element("span", { class: `badge ${tone}` }, text));
  const asked = row.asked.map((each) => question(each, say));
  if (!notes.length && !asked.length) return [node];
  node.classList.add("noted");
  const said = notes.length ? [element("div", { class: "said" }, ...notes)] : [];
  const cell = element("td", { colspan: cells.length }, ...said, ...asked);
  return [node, element("tr", { class: "notes" }, element("td"), cell)];
}

function tableOf(table, data, say) {
  const heads = table.columns.map((column) => columnHead(table, column, data, say));
  if (table.parts) heads.push(element("th", { scope: "col" }, "Part"));
  const top = element("tr", {}, element("th", { scope: "col" }, "Row"), ...heads);
  const rows = table.rows.flatMap((row) => rowsOf(table, row, data, say));
  const made = element(
    "table", {}, element("caption", {}, table.caption),
    element("thead", {}, top), element("tbody", {}, ...rows),
  );
  const label = { class: "scroll", role: "region", tabindex: "0", "aria-label": table.caption };
  const title = table.title ? [element("h3", {}, table.title)] : [];
  const more = table.more ? [element("p", { class: "more" }, table.more)] : [];
  return [...title, element("div", label, made), ...more, ...pager(table, say)];
}

// What has the focus keeps it: the same place in what is drawn anew.
function placeOf(node, root) {
  const all = [...root.querySelectorAll("select, input, button, .scroll")];
  return all.indexOf(node);
}

function draw(view, data, say) {
  const drawn = JSON.stringify({ ...data, seen: 0 });
  if (drawn === view.drawn) return;
  view.drawn = drawn;
  const focused = view.node.getRootNode().activeElement;
  const place = focused && view.node.contains(focused) ? placeOf(focused, view.node) : -1;
  const scrolled = [...view.node.querySelectorAll(".scroll")].map((e) => [e.scrollLeft, e.scrollTop]);
  view.node.replaceChildren(...data.tables.flatMap((table) => tableOf(table, data, say)));
  [...view.node.querySelectorAll(".scroll")].forEach((each, index) => {
    [each.scrollLeft, each.scrollTop] = scrolled[index] ?? [0, 0];
  });
  if (place >= 0) view.node.querySelectorAll("select, input, button, .scroll")[place]?.focus();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  let view = views.get(parentElement);
  if (!view) {
    view = { node: element("div", { class: "lists" }), said: [], last: data.seen, drawn: "" };
    views.set(parentElement, view);
    parentElement.append(view.node);
  }
  view.said = view.said.filter(([number]) => number > data.seen);
  const say = (what) => {
    view.last = Math.max(view.last, data.seen) + 1;
    view.said.push([view.last, what]);
    setTriggerValue("said", view.said);
  };
  draw(view, data, say);
}
