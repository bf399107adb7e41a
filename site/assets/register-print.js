// The register on paper: a plain table of the cases that the filters leave, under the words of these filters.
// It stands in the page only while it is printed; case text reaches it as text nodes only.
(function () {
  "use strict";
  const MOST = 2000;

  function line(cells, name) {
    const made = document.createElement("tr");
    cells.forEach(function (value) {
      const cell = document.createElement(name);
      cell.append(document.createTextNode(value ? String(value) : ""));
      made.append(cell);
    });
    return made;
  }
  function sheet(view) {
    const made = document.createElement("div");
    const told = document.createElement("p");
    const table = document.createElement("table");
    const body = document.createElement("tbody");
    const rest = view.rows.length - MOST;
    told.append(document.createTextNode(view.told + (rest > 0 ? "；只印前 " + MOST + " 件" : "")));
    table.createTHead().append(line(view.head, "th"));
    view.rows.slice(0, MOST).forEach(function (cells) { body.append(line(cells, "td")); });
    table.append(body);
    made.className = "tousu-printed";
    table.className = "tousu-printout";
    made.append(told, table);
    return made;
  }

  // `view` says what is shown: {told, head, rows}
  window.tousuPrintedAs = function (holder, view) {
    let made = null;
    window.addEventListener("beforeprint", function () {
      if (made) made.remove();
      made = sheet(view());
      holder.before(made);
    });
    window.addEventListener("afterprint", function () {
      if (made) made.remove();
      made = null;
    });
  };
})();
