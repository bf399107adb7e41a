// The register's table by keyboard: headings that sort, and the sign that opens what a narrow screen folds away.
(function () {
  "use strict";
  const SIGN = ".tabulator-responsive-collapse-toggle";
  const HEADING = ".tabulator-sortable";

  function pressed(event) {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.matches(SIGN + "," + HEADING)) return;
    event.preventDefault();
    event.target.click();
  }
  window.tousuKeys = {
    listen: function (holder) { holder.addEventListener("keydown", pressed); },
    headings: function (holder) {
      holder.querySelectorAll(HEADING).forEach(function (heading) { heading.tabIndex = 0; });
    },
    sign: function (row) {
      const sign = row.getElement().querySelector(SIGN);
      if (!sign || sign.tabIndex === 0) return;
      function told() { sign.setAttribute("aria-expanded", String(sign.classList.contains("open"))); }
      sign.tabIndex = 0;
      sign.setAttribute("role", "button");
      sign.setAttribute("aria-label", row.getData().id + " 的其余各栏");
      sign.addEventListener("click", function () { setTimeout(told); }, true); // the table lets no later listener hear it
      told();
    },
  };
})();
