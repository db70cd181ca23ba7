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

function partCell(row, say) {
  const cell = element("td", { class: "part" });
  if (row.parts) {
    const label = `Part of the catalog in row ${row.row}`;
    const said = (part) => say({ what: "part", line: row.line, part });
    cell.append(chooser(row.parts, row.part, label, said));
  } else {
    cell.append(row.part ?? "");
  }
  return cell;
}

function rowsOf(table, row, say) {
  const cells = row.cells.map((text, index) => {
    const column = table.columns[index];
    const kind = `${column.holds ? "used" : "unused"}${column.figure ? " figure" : ""}`;
    return element("td", { class: kind }, text);
  });
  if (table.parts) cells.push(partCell(row, say));
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
  if (table.parts) heads.push(element("th", { scope: "col" }, "Part of the catalog"));
  const top = element("tr", {}, element("th", { scope: "col" }, "Row"), ...heads);
  const rows = table.rows.flatMap((row) => rowsOf(table, row, say));
  const made = element(
    "table", {}, element("caption", {}, table.caption),
    element("thead", {}, top), element("tbody", {}, ...rows),
  );
  const label = { class: "scroll", role: "region", tabindex: "0", "aria-label": table.caption };
  const title = table.title ? [element("h3", {}, table.title)] : [];
  const more = table.more ? [element("p", { class: "more" }, table.more)] : [];
  return [...title, element("div", label, made), ...more];
}

// What has the focus keeps it: the same place in what is drawn anew.
function placeOf(node, root) {
  const all = [...root.querySelectorAll("select, input, .scroll")];
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
  if (place >= 0) view.node.querySelectorAll("select, input, .scroll")[place]?.focus();
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
