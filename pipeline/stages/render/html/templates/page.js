"use strict";
// The page reads without this. It adds filters, sorting, keys, and work that stays in the browser.
// Nothing is stored twice: rows and what was entered for them before are read from the page.
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const articleId = root.dataset.article;
  const CHOICES = all("#by-status option").filter((each) => each.value);
  const STATUSES = CHOICES.map((each) => each.value);
  const DOUBTS = CHOICES.filter((each) => "doubt" in each.dataset).map((each) => each.value);
  const STATUS_OF_KEY = new Map(CHOICES.map((each) => [each.dataset.key, each.value]));
  const FIELDS = ["status", "evidence", "note", "checker"];
  const DONE = STATUSES.filter((each) => each !== "open" && each !== "needs_source");

  // ---- storage: a private window or a preview of an attachment may refuse it ----

  const KEPT = "factdesk:work:";
  const PLACE = "factdesk:place:";
  const WORK = KEPT + articleId;
  let kept = true;

  function recall(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      if (kept) say("This browser keeps nothing for this page. Export your work before you close it.");
      byId("storage").textContent = "This browser keeps nothing for this page: export before you close it.";
      kept = false;
    }
  }

  function say(words, isDone = false) {
    const message = byId("message");
    message.textContent = words;
    message.classList.toggle("done", isDone);
    message.hidden = !words;
  }

  // ---- work: what a person has made of a row ----

  // Direction marks show a number reversed: they stand by their code points, and are exported as typed.
  const HIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const codePoint = (sign) => `⟦U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟧`;
  const visible = (text) => text.replace(HIDDEN, codePoint);
  const nameOf = (status) => CHOICES.find((each) => each.value === status).textContent;
  const words = (value) => (typeof value === "string" ? value : "");
  const addresses = (text) => text.split(/\s+/).filter(Boolean);
  // As the command reads it: a line is kept as it was typed; addresses alone on a line are each one.
  const asEvidence = (text) => text.split("\n").filter((line) => line.trim())
    .flatMap((line) => (addresses(line).every(onWeb) ? addresses(line) : [line]));
  const LIKE_ADDRESS = /^([a-z][a-z0-9+.-]*:\S|www\.)/i;
  const onWeb = (address) => /^https?:\/\/[^\s/]/i.test(address);

  function asWork(given) {
    return {
      status: STATUSES.includes(given.status) ? given.status : "open",
      evidence: Array.isArray(given.evidence) ? given.evidence.filter((each) => typeof each === "string") : [],
      note: words(given.note),
      checker: words(given.checker),
    };
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const BLANK = asWork({});

  const rows = all("tbody[id^=row-]").map((body, order) => {
    const id = body.id.slice("row-".length);
    const start = asWork(JSON.parse(body.dataset.entered ?? "{}"));
    const places = all(".places a", body).map((link) => link.hash.slice(1));
    return {
      id, body, order, start, places, entered: null, memo: null, undecided: null, form: null,
      rests: all(".rests a", body).map((link) => link.hash),
      group: body.dataset.group,
      list: body.parentElement,
      more: find("details", body),
      marks: places.map(byId).filter(Boolean),
      number: find("th", body).textContent,
    };
  });
  const rowOfMark = new Map(rows.flatMap((row) => row.places.map((place) => [place, row])));
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const workOf = (row) => row.entered ?? row.start;
  const told = new Map(all(".told").map((list) => [`#${list.dataset.point}`, list]));

  // ---- the name of who checks, which need be typed once ----

  const CHECKER = "factdesk:checker";
  let checker = words(recall(CHECKER));

  function remember(name) {
    checker = name;
    keep(CHECKER, name);
  }

  // An entry is kept with a memo: what the file said when it was begun (base), what of it was exported
  // (sent), and the fields that were ever changed. So what came into the file since is told apart.
  function entriesOf(name) {
    const stored = recall(name);
    const entries = Object.entries(stored !== null && typeof stored === "object" ? stored : {});
    return entries.filter(([, entry]) => entry !== null && typeof entry === "object");
  }

  function recallWork() {
    const entries = new Map(entriesOf(WORK));
    for (const row of rows) {
      const entry = entries.get(row.id);
      const shown = row.entered ?? (row.start.status === "open" ? null : row.start);
      Object.assign(row, { entered: null, memo: null, undecided: null }, entry && standing(row, entry));
      if (shown || row.entered) showWork(row);
    }
    showProgress();
    return entries.size > 0;
  }

  // What is new in the file is taken over; where it was changed here as well, a person decides.
  function standing({ start, group }, entry) {
    const [here, base] = [asWork(entry), asWork(entry.base ?? {})];
    const known = [base, asWork(entry.sent ?? base)];
    const isNews = (name) => ![here, ...known].some((each) => same(each[name], start[name]));
    const news = FIELDS.filter(isNews);
    const isHeld = (name) => same(here[name], base[name]);
    if (news.some((name) => name !== "evidence" && !isHeld(name))) return { undecided: entry };
    const work = { ...here };
    for (const name of news) work[name] = isHeld(name) ? start[name] : joined(start[name], here[name]);
    if (same(work, start) && !same(start, base)) return {};
    const changed = Array.isArray(entry.changed) ? entry.changed : [];
    return { entered: work, memo: { group, base: start, sent: entry.sent, changed } };
  }

  const joined = (some, more) => [...new Set([...some, ...more])];

  async function decide() {
    const open = rows.filter((row) => row.undecided);
    const clashes = open.map((row) => ({
      title: `Row ${row.number}`,
      given: ["in the file", inWords(row.start)],
      here: ["entered in this browser", inWords(asWork(row.undecided))],
      preferred: "given",
    }));
    const chosen = await settle(clashes, SINCE);
    if (!chosen) say(`Rows that differ from what this browser keeps: ${open.length}. You are asked again at the next opening.`);
    open.forEach((row, number) => {
      const own = asWork(row.undecided);
      if (chosen?.[number] === "here") enter(row, { ...own, evidence: joined(row.start.evidence, own.evidence) });
      else if (chosen) enter(row, null);
    });
  }

  const inWords = ({ status, checker: name, note, evidence: lines }) =>
    [nameOf(status) + (name && ` by ${name}`), note, ...lines].filter(Boolean).join(" · ");

  function enter(row, work) {
    const before = workOf(row);
    const changed = work && FIELDS.filter((name) => !same(before[name], work[name]));
    const memo = row.memo ?? { group: row.group, base: row.start, changed: [] };
    row.memo = work && { ...memo, changed: joined(memo.changed, changed) };
    row.entered = work;
    row.undecided = null;
    keepWork();
    showWork(row);
    showProgress();
  }

  function keepWork() {
    const entered = rows.filter((row) => row.entered || row.undecided)
      .map((row) => [row.id, row.undecided ?? { ...row.entered, ...row.memo }]);
    keep(WORK, Object.fromEntries(entered));
    keep(PLACE + articleId, location.pathname);
  }

  // ---- work on an earlier version of the article, which lay at the same place ----

  function earlierVersions() {
    let names = [];
    try {
      names = Object.keys(localStorage);
    } catch {
      // Nothing is kept.
    }
    const ids = names.filter((name) => name.startsWith(PLACE)).map((name) => name.slice(PLACE.length));
    return ids
      .filter((id) => id !== articleId && recall(PLACE + id) === location.pathname)
      .map((id) => [id, entriesOf(KEPT + id).filter(([, entry]) => isLeft(entry))])
      .filter(([, entries]) => entries.length);
  }

  const isLeft = (entry) => !same(asWork(entry), asWork(entry.sent ?? {}));

  function offerEarlier() {
    for (const [id, entries] of earlierVersions()) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Download work on ${entries.length} ${entries.length === 1 ? "row" : "rows"}`;
      button.addEventListener("click", () => exportEarlier(id, entries));
      byId("earlier").append(" ", button);
      byId("earlier").hidden = false;
    }
  }

  function exportEarlier(id, entries) {
    const left = entries.map(([row_id, entry]) => ({ row_id, group_id: words(entry.group), ...asWork(entry) }));
    save(asJson(id, left), "application/json", "json", id);
    const sent = entries.map(([row_id, entry]) => [row_id, { ...entry, sent: asWork(entry) }]);
    keep(KEPT + id, Object.fromEntries([...entriesOf(KEPT + id), ...sent]));
  }

  function showWork(row) {
    const work = workOf(row);
    row.body.dataset.status = work.status;
    const name = nameOf(work.status);
    find(".state", row.body).textContent = name;
    const told = [["status", name], ["evidence", ...work.evidence.map(evidence)],
      ["note", visible(work.note)], ["checker", visible(work.checker)]];
    find(".work", row.body).replaceChildren(...(same(work, BLANK) ? [] : told.filter(([, ...value]) => value.some(Boolean)).map(pair)));
    for (const mark of row.marks) {
      if (work.status === "open") delete mark.dataset.work;
      else mark.dataset.work = work.status;
    }
    if (row.form) fill(row);
    row.rests.forEach(tell);
  }

  // What the brief rests on and a person doubts stands beside its points.
  function tell(point) {
    const doubted = rows.filter((row) => row.rests.includes(point) && DOUBTS.includes(workOf(row).status));
    told.get(point)?.replaceChildren(...doubted.map((row) => {
      const { status, note, checker: name } = workOf(row);
      const [item, link] = ["li", "a"].map((tag) => document.createElement(tag));
      item.dataset.status = status;
      link.href = `#${row.body.id}`;
      link.textContent = find(".figure", row.body).textContent;
      const by = name ? ` by ${visible(name)}` : "";
      item.append(link, `: ${nameOf(status)}${by}${note ? `: ${visible(note)}` : ""}`);
      return item;
    }));
  }

  function pair([name, ...value]) {
    const [both, term, told] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
    term.textContent = name;
    told.append(...value);
    both.append(term, told);
    return both;
  }

  function evidence(line) {
    const shown = document.createElement("p");
    for (const word of line.split(/(\s+)/)) {
      const link = document.createElement("a");
      link.textContent = visible(word);
      link.rel = "noopener noreferrer";
      if (onWeb(word)) link.href = word;
      shown.append(onWeb(word) ? link : visible(word));
    }
    return shown;
  }

  function showProgress() {
    const done = rows.filter((row) => DONE.includes(workOf(row).status)).length;
    byId("progress").textContent = `${done} of ${rows.length} checked`;
    for (const list of new Set(rows.map((row) => row.list))) {
      const its = rows.filter((row) => row.list === list);
      const left = its.filter((row) => !DONE.includes(workOf(row).status)).length;
      find("caption span", list).textContent = left === its.length ? left : `${left} of ${its.length} still open`;
    }
  }

  // ---- the form of a row, made when the row is first opened ----

  function mount(row) {
    if (row.form) return;
    find(".check", row.body).append(byId("form").content.cloneNode(true));
    row.form = find("form", row.body);
    row.form.setAttribute("aria-label", `Your check of row ${row.number}`);
    fill(row);
    row.form.addEventListener("submit", (event) => event.preventDefault());
    row.form.addEventListener("input", (event) => {
      if (event.target.name === "checker") remember(event.target.value);
      enter(row, typed(row));
    });
    row.form.elements.undo.addEventListener("click", () => enter(row, null));
  }

  function fill(row) {
    const { elements } = row.form;
    const work = workOf(row);
    for (const name of FIELDS) {
      const value = { evidence: work.evidence.join("\n"), checker: byDefault(work).checker }[name] ?? work[name];
      const field = elements[name];
      // The field one types in stays as it is typed: a new line there is an address to come.
      if (field !== document.activeElement || row.entered === null) field.value = value;
    }
    fit(row);
    elements.undo.hidden = row.entered === null;
    const strange = addresses(work.evidence.join(" ")).filter((each) => LIKE_ADDRESS.test(each) && !onWeb(each));
    find(".complaint", row.form).textContent = strange.length
      ? `Not a web address, so no link: ${strange.join(" ")}` : "";
  }

  // Where the style sheet cannot make a field as high as its lines.
  function fit(row) {
    for (const field of all("textarea", row.form)) field.rows = Math.max(2, field.value.split("\n").length);
  }

  // Work that nobody has begun is that of who checks here.
  const byDefault = (work) => (same(work, BLANK) ? { ...work, checker } : work);

  function typed(row) {
    const { elements } = row.form;
    return asWork({
      status: elements.status.value,
      evidence: asEvidence(elements.evidence.value),
      note: elements.note.value,
      checker: elements.checker.value,
    });
  }

  // ---- export and import ----

  function touched() {
    return rows
      .filter((row) => row.entered || !same(row.start, BLANK))
      .map((row) => ({ row_id: row.id, group_id: row.group, ...workOf(row) }));
  }

  function asJson(article_id, entries) {
    return `${JSON.stringify({ factdesk: "work", version: 1, article_id, rows: entries }, null, 2)}\n`;
  }

  function asCsv() {
    const head = ["row_id", "group_id", ...FIELDS];
    const lines = touched().map((row) => head.map((name) => (name === "evidence" ? row[name].join("\n") : row[name])));
    return [head, ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
  }

  // A spreadsheet runs what a cell begins with (CWE-1236); `pipeline/text/escaping.py` has the same.
  const BEFORE = String.raw`["'\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]*`;
  const RUN = "[=+\\-@＝＋－＠]";
  const FORMULA = new RegExp(
    `(?:^|(?<=[,;|]))(?=${BEFORE}(?:${RUN}|[\\t\\r\\n]))|(?<=[\\t\\r\\n])(?=${BEFORE}${RUN})`, "g");

  function cell(text) {
    return `"${text.replace(FORMULA, "'").replaceAll('"', '""')}"`;
  }

  function exportAs(text, type, ending) {
    save(text, type, ending, articleId);
    for (const row of rows.filter((each) => each.entered)) row.memo.sent = row.entered;
    keepWork();
  }

  function save(text, type, ending, id) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = `factdesk-work-${id}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function takeOver(file) {
    let work = null;
    try {
      work = JSON.parse(await file.text());
    } catch {
      return say(`${file.name} is no JSON.`);
    }
    if (work?.factdesk !== "work" || work.version !== 1 || !Array.isArray(work.rows)) {
      return say(`${file.name} holds no work that was exported from such a page.`);
    }
    if (work.article_id !== articleId) return say(`${file.name} holds the work on another article.`);
    const known = work.rows.filter((each) => rowOf.has(each?.row_id)).map((each) => [rowOf.get(each.row_id), asWork(each)]);
    const open = known.filter(([row, given]) => given.status === "open" && workOf(row).status !== "open").length;
    const clashes = known.flatMap(([row, given]) => takeIn(row, given, file.name));
    const chosen = await settle(clashes, IMPORTED);
    const used = clashes.filter((_, number) => chosen?.[number] === "given");
    for (const { row, name, value } of used) enter(row, { ...workOf(row), [name]: value });
    const left = clashes.length - used.length;
    return say(`Took over ${known.length} of ${work.rows.length} rows from ${file.name}.`
      + (open ? ` Open there, and kept as marked here: ${open}.` : "")
      + (left ? ` ${left} of its entries differ and were left out.` : ""), !left && !open);
  }

  // As the command merges: an empty field takes nothing away, and evidence is joined. What differs, or
  // was emptied here by a person, is returned to be asked.
  function takeIn(row, given, fileName) {
    const here = workOf(row);
    const work = { ...here, evidence: joined(here.evidence, given.evidence) };
    const clashes = [];
    for (const name of ["status", "note", "checker"]) {
      if (given[name] === BLANK[name] || given[name] === here[name]) continue;
      if (here[name] === BLANK[name] && !row.memo?.changed.includes(name)) work[name] = given[name];
      else {
        clashes.push({
          row, name, value: given[name], title: `Row ${row.number}, ${name}`, preferred: "here",
          here: ["on this page", here[name]], given: [`in ${fileName}`, given[name]],
        });
      }
    }
    if (!same(work, here)) enter(row, work);
    return clashes;
  }

  const IMPORTED = ["The file says something else",
    "What it adds is taken over already. Choose for each entry that differs.", "Keep all that is on this page"];
  const SINCE = ["Others have worked on these rows",
    "Since you entered something here, other work came into the file. Until you choose, that of the file stands.",
    "Decide later"];

  // Return "here" or "given" for each of what differs, null where nobody chose.
  function settle(clashes, [title, why, leave]) {
    if (!clashes.length) return [];
    const dialog = byId("clashes");
    find("h2", dialog).textContent = title;
    find("p", dialog).textContent = why;
    byId("keep-here").textContent = leave;
    find(".choices", dialog).replaceChildren(...clashes.map(choice));
    return new Promise((resolve) => {
      const chosen = (number) => find(`[name=clash-${number}]:checked`, dialog).value;
      dialog.addEventListener("close", () => {
        resolve(dialog.returnValue === "use" ? clashes.map((_, number) => chosen(number)) : null);
      }, { once: true });
      dialog.returnValue = "";
      dialog.showModal();
    });
  }

  function choice(clash, number) {
    const group = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = clash.title;
    group.append(legend);
    for (const value of ["here", "given"]) {
      const [where, text] = clash[value];
      const [label, button, shown] = ["label", "input", "bdi"].map((tag) => document.createElement(tag));
      Object.assign(button, { type: "radio", name: `clash-${number}`, value, checked: value === clash.preferred });
      shown.textContent = visible(text);
      label.append(button, ` ${where}: `, shown);
      group.append(label);
    }
    return group;
  }

  // ---- filters and search ----

  const filters = ["search", "by-list", "by-status", "by-tier", "by-who"].map(byId).filter(Boolean);
  const wanted = (id) => byId(id)?.value ?? "";

  function wordsOf(row) {
    row.words ??= ["tr", ".own", "summary"].map((each) => find(each, row.body)?.textContent).join(" ").toLowerCase();
    return row.words;
  }

  function fits(row, sought) {
    const { status, tiers, who } = row.body.dataset;
    const tier = wanted("by-tier");
    return (
      (!wanted("by-list") || row.list.id === `list-${wanted("by-list")}`) &&
      (!wanted("by-status") || status === wanted("by-status")) &&
      (!tier || (tier === "none" ? tiers === "" : tiers.split(" ").includes(tier))) &&
      (!wanted("by-who") || who === wanted("by-who")) &&
      sought.every((word) => wordsOf(row).includes(word))
    );
  }

  function filter() {
    const sought = addresses(wanted("search").toLowerCase());
    for (const row of rows) row.body.hidden = !fits(row, sought);
    for (const list of all("#worklist > table")) list.hidden = !find("tbody:not([hidden])", list);
    const shown = rows.filter((row) => !row.body.hidden).length;
    byId("shown").textContent = `${shown} of ${rows.length} rows`;
    byId("none").hidden = shown > 0 || rows.length === 0;
  }

  function clear() {
    for (const each of filters) each.value = "";
    filter();
  }

  // ---- sorting ----

  const KEYS = {
    rank: [(row) => row.order, 1],
    score: [(row) => Number(find(".score b", row.body).textContent), -1],
    at: [(row) => Number(row.places[0].split("-")[1]), 1],
    who: [(row) => find(".who bdi", row.body).textContent, 1],
    severity: [(row) => Number(row.body.dataset.severity), -1],
    status: [(row) => STATUSES.indexOf(row.body.dataset.status), 1],
  };

  function sort(heading) {
    const [key, usual] = KEYS[heading.dataset.sort];
    const now = { ascending: 1, descending: -1 }[heading.getAttribute("aria-sort")];
    const way = now ? -now : usual;
    for (const other of heading.parentElement.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    const list = heading.closest("table");
    const order = (one, other) => {
      const [a, b] = [key(one), key(other)];
      return way * (typeof a === "string" ? a.localeCompare(b) : a - b) || one.order - other.order;
    };
    list.append(...rows.filter((row) => row.list === list).sort(order).map((row) => row.body));
  }

  function makeSortable(heading) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.title = `Sort ${heading.dataset.hint ?? ""}`.trim();
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
    if (heading.dataset.sort === "rank") heading.setAttribute("aria-sort", "ascending");
  }

  // ---- the current row, and links both ways ----

  const wide = matchMedia("(min-width: 66rem)");
  let current = null;

  function select(row) {
    if (row === current) return;
    for (const each of current ? [current] : []) {
      each.body.classList.remove("current");
      for (const mark of each.marks) mark.classList.remove("here");
    }
    current = row;
    row.body.classList.add("current");
    for (const mark of row.marks) mark.classList.add("here");
    if (wide.matches) row.marks[0]?.scrollIntoView({ block: "center" });
  }

  function go(row) {
    select(row);
    find("summary", row.body).focus({ preventScroll: true });
    row.body.scrollIntoView({ block: "nearest" });
  }

  function mark(status) {
    const work = workOf(current);
    if (work.status !== status) enter(current, { ...byDefault(work), status });
  }

  function unfold(row) {
    mount(row);
    const room = find(".desk").clientHeight;
    if (row === current && wide.matches) {
      row.body.scrollIntoView({ block: row.body.offsetHeight < room ? "nearest" : "start" });
    }
  }

  function step(by) {
    const shown = all("tbody[id^=row-]:not([hidden])").filter((body) => !body.parentElement.hidden);
    const at = current ? shown.indexOf(current.body) : -1;
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1);
    if (shown[next]) go(rowOf.get(shown[next].id.slice("row-".length)));
  }

  function arrive() {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const row = rowOf.get(target.closest("tbody[id^=row-]")?.id.slice("row-".length));
    if (row?.body.hidden || row?.list.hidden) clear();
    for (let each = target.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    if (row && target === row.body) {
      row.more.open = true;
      mount(row);
      select(row);
      find("summary", row.body).focus({ preventScroll: true });
      target.scrollIntoView({ block: "start" });
    } else {
      target.scrollIntoView({ block: target.closest("#article > .text") ? "center" : "start" });
    }
  }

  // ---- keys ----

  const FIELD = "input, textarea, select, [contenteditable]";
  const PRESSES = "a, button, summary";

  function press(event) {
    const field = event.target.closest(FIELD);
    if (event.key === "Escape" && field) field.blur();
    if (field || event.ctrlKey || event.metaKey || event.altKey || find("dialog[open]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "?") byId("keys").showModal();
    else if (event.key === "/") byId("search").focus();
    else if (event.key === "Escape") byId("work-menu").open = false;
    else if (current && !current.body.hidden && STATUS_OF_KEY.has(event.key)) mark(STATUS_OF_KEY.get(event.key));
    else if (event.key === "Enter" && current && !event.target.closest(PRESSES)) current.more.open = !current.more.open;
    else return;
    event.preventDefault();
  }

  // ---- colours ----

  const THEME = "factdesk:theme";
  const THEMES = ["auto", "light", "dark"];

  function paint(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    byId("theme").textContent = `Colours: ${theme}`;
  }

  function nextTheme() {
    const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % THEMES.length];
    paint(theme);
    keep(THEME, theme);
  }

  // ---- start ----

  function listen() {
    byId("export-json").addEventListener("click", () => exportAs(asJson(articleId, touched()), "application/json", "json"));
    byId("export-csv").addEventListener("click", () => exportAs(asCsv(), "text/csv", "csv"));
    byId("import").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) await takeOver(file);
      event.target.value = "";
    });
    byId("theme").addEventListener("click", nextTheme);
    byId("help").addEventListener("click", () => byId("keys").showModal());
    byId("close-keys").addEventListener("click", () => byId("keys").close());
    byId("use-choices").addEventListener("click", () => byId("clashes").close("use"));
    byId("keep-here").addEventListener("click", () => byId("clashes").close());
    byId("clear").addEventListener("click", clear);
    for (const each of filters) each.addEventListener("input", filter);
    for (const row of rows) {
      row.more.addEventListener("toggle", () => row.more.open && unfold(row));
      row.body.addEventListener("focusin", () => select(row));
    }
    document.addEventListener("keydown", press);
    document.addEventListener("click", follow);
    addEventListener("hashchange", arrive);
    addEventListener("storage", (event) => event.key === WORK && recallWork());
    // Where the style sheet cannot open details for print, they are opened while it lasts.
    if (!CSS.supports("selector(::details-content)")) {
      const closed = all(".desk details:not([open])");
      addEventListener("beforeprint", () => closed.forEach((each) => { each.open = true; }));
      addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
    }
  }

  function follow(event) {
    if (!event.target.closest("#work-menu")) byId("work-menu").open = false;
    const link = event.target.closest("a[href^='#']");
    const row = rowOfMark.get(event.target.closest("mark.q[id]")?.id);
    // The browser says nothing when a link leads to where it is already.
    if (link?.hash === location.hash) arrive();
    else if (row && !link && getSelection().isCollapsed) location.hash = row.body.id;
  }

  root.classList.add("scripted");
  for (const each of all("[data-script]")) each.hidden = false;
  for (const heading of all("th[data-sort]")) makeSortable(heading);
  const theme = THEMES.find((each) => each === recall(THEME)) ?? "auto";
  paint(theme);
  keep(THEME, theme);
  if (recallWork()) keepWork();
  listen();
  offerEarlier();
  filter();
  new ResizeObserver(([bar]) => root.style.setProperty("--filters", `${bar.target.offsetHeight}px`)).observe(find(".filters"));
  if (location.hash) arrive();
  if (rows.some((row) => row.undecided)) decide();
})();
