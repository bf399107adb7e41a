// The register's table: filters that work on a phone, sorting, search, CSV for a spreadsheet.
// Case text reaches the page as text nodes only; what a spreadsheet would run is made text too.
(function () {
  "use strict";
  const register = window.TOUSU_REGISTER;
  const holder = document.getElementById("tousu-register");
  if (!register || !holder || !window.Tabulator) return;
  const bar = document.querySelector(".tousu-filters");

  const rows = register.rows.map(function (row) {
    const entry = {};
    register.columns.forEach(function (column, place) { entry[column.key.replace(".", "_")] = row[place]; });
    return entry;
  });
  const columns = register.columns.map(function (column) {
    return Object.assign({}, column, { key: column.key.replace(".", "_") });
  });

  function caseLink(cell) {
    const row = cell.getRow().getData();
    const link = document.createElement("a");
    link.href = "cases/" + row.opened.slice(0, 4) + "/" + encodeURIComponent(row.id) + ".html";
    link.textContent = row.id;
    if (!row.undetermined) return link;
    const both = document.createElement("span"); // a narrow screen has no room for the number
    both.title = "无法判断 " + row.undetermined;
    both.append(link, document.createTextNode("？"));
    return both;
  }
  function count(cell) {
    const value = cell.getValue();
    cell.getElement().classList.add("tousu-number");
    if (value) cell.getElement().classList.add("tousu-some");
    return document.createTextNode(value ? String(value) : "");
  }
  function text(cell) { return document.createTextNode(cell.getValue() || ""); }
  function title(cell) { return document.createTextNode(cell.getValue()); }
  function collapsed(items) {
    const inner = document.createElement("table");
    items.forEach(function (item) {
      const line = inner.insertRow();
      line.insertCell().append(document.createTextNode(item.title));
      line.insertCell().append(item.value instanceof Node ? item.value : document.createTextNode(item.value || ""));
    });
    return items.length ? inner : "";
  }
  function safe(value) {
    const told = value === undefined || value === null ? "" : String(value);
    return /^['\s\ufeff]*[=+\-@＝＋－＠\t\r\n]/.test(told) ? "'" + told : told;
  }
  function byChoice(choices) {
    return function (a, b) { return choices.indexOf(a) - choices.indexOf(b); };
  }
  function definition(column, place) {
    const keep = column.keep === undefined ? 10 + place : column.keep;
    const made = {
      title: column.title, field: column.key, visible: !column.hidden, download: true,
      minWidth: column.width, widthGrow: 1,
      responsive: keep, formatter: text, accessorDownload: safe, titleFormatter: title, headerTooltip: false,
      sorter: column.kind === "count" ? "number" : "string",
    };
    if (column.kind === "case") made.formatter = caseLink;
    if (column.kind === "count") { made.formatter = count; made.accessorDownload = undefined; made.headerSortStartingDir = "desc"; }
    if (column.choices) made.sorter = byChoice(column.choices);
    return made;
  }

  const table = new Tabulator(holder, {
    data: rows,
    columns: [{
      formatter: "responsiveCollapse", width: 30, minWidth: 30, headerSort: false, responsive: 0, download: false, title: "",
    }].concat(columns.map(definition)),
    layout: "fitColumns",
    responsiveLayout: "collapse",
    responsiveLayoutCollapseStartOpen: false,
    responsiveLayoutCollapseFormatter: collapsed,
    rowFormatter: window.tousuKeys.sign,
    pagination: true,
    paginationSize: 50,
    placeholder: "没有符合条件的案件",
    initialSort: [{ column: "opened", dir: "desc" }],
    locale: "zh-cn",
    langs: { "zh-cn": { pagination: {
      first: "首页", first_title: "第一页", last: "末页", last_title: "最后一页", prev: "上一页", prev_title: "上一页",
      next: "下一页", next_title: "下一页", page_title: "第", all: "全部", page_size: "每页",
      counter: { showing: "第", of: "共", rows: "件", pages: "页" },
    } } },
    downloadEncoder: function (content, type) {
      return new Blob(["\ufeff", content], { type: type });
    },
  });

  // filters: what they hold stands in the address, so that a view can be passed on
  const wanted = new URLSearchParams(location.hash.slice(1));
  const controls = [];
  function control(label, element, name) {
    const outer = document.createElement("label");
    outer.append(document.createTextNode(label), element);
    bar.append(outer);
    element.name = name;
    element.value = wanted.get(name) || "";
    element.addEventListener("input", apply);
    controls.push(element);
    return element;
  }
  function choice(column) {
    const element = document.createElement("select");
    const known = column.choices || Array.from(new Set(rows.map(function (row) { return row[column.key]; }))).sort();
    [""].concat(known.filter(Boolean)).forEach(function (value) {
      element.append(new Option(value || "全部", value));
    });
    return control(column.title, element, column.key);
  }
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = "编号、单位、规则……";
  control("查找", search, "q");
  [["from", "立案自"], ["to", "立案至"]].forEach(function (pair) {
    const day = document.createElement("input");
    day.type = "date";
    control(pair[1], day, pair[0]);
  });
  columns.filter(function (column) { return column.filter; }).forEach(choice);
  const standing = document.createElement("select");
  [["", "全部"], ["open", "尚未办结"], ["violation", "有违规"], ["undetermined", "有无法判断的"], ["acknowledged", "有已确认的违规"],
    ["waived", "有豁免"], ["soon", "7 日内到期"]].forEach(function (pair) {
    standing.append(new Option(pair[1], pair[0]));
  });
  control("结论", standing, "standing");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "导出 CSV";
  button.addEventListener("click", function () { table.download("csv", "案件登记簿.csv", {}); });
  const book = document.createElement("button");
  book.type = "button";
  book.textContent = "导出 XLSX";
  book.addEventListener("click", function () {
    const rows = table.getRows("active").map(function (row) {
      const entry = row.getData();
      return columns.map(function (column) { return entry[column.key]; });
    });
    const made = window.tousuWorkbook("案件登记簿", [columns.map(function (column) { return column.title; })].concat(rows));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(made);
    link.download = "案件登记簿.xlsx";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  });
  const shown = document.createElement("output");
  shown.setAttribute("aria-live", "polite");
  bar.append(button, book, shown);

  function matches(row) {
    return controls.every(function (element) {
      if (!element.value) return true;
      if (element === standing) return element.value === "open" ? !row.closed : row[element.value] > 0;
      if (element.name === "from") return row.opened >= element.value;
      if (element.name === "to") return row.opened <= element.value;
      if (element !== search) return row[element.name] === element.value;
      return element.value.toLowerCase().split(/\s+/).every(function (word) {
        return columns.some(function (column) { return String(row[column.key]).toLowerCase().includes(word); });
      });
    });
  }
  function apply() {
    const held = new URLSearchParams();
    controls.forEach(function (element) { if (element.value) held.set(element.name, element.value); });
    history.replaceState(null, "", held.toString() ? "#" + held.toString() : location.pathname.split("/").pop());
    table.setFilter(matches);
  }
  window.tousuPrintedAs(holder, function () {
    const printed = columns.filter(function (column) { return !column.hidden; });
    const found = table.getRows("active").map(function (row) { return row.getData(); });
    const told = controls.filter(function (element) { return element.value; }).map(function (element) {
      const chosen = element.selectedOptions ? element.selectedOptions[0].text : element.value;
      return element.parentElement.firstChild.data + "：" + chosen;
    });
    return {
      told: ["共 " + found.length + " 件"].concat(told).join("；"),
      head: printed.map(function (column) { return column.title; }),
      rows: found.map(function (entry) { return printed.map(function (column) { return entry[column.key]; }); }),
    };
  });
  table.on("dataFiltered", function (filters, found) { shown.textContent = "共 " + found.length + " 件"; });
  table.on("tableBuilt", function () {
    window.tousuKeys.headings(holder);
    table.setFilter(matches);
  });
  window.tousuKeys.listen(holder);
})();
