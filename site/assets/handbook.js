// The handbook's entrance: a day leads to the text in force on it.
(function () {
  "use strict";
  document.querySelectorAll(".tousu-day").forEach(function (box) {
    const revisions = JSON.parse(box.dataset.revisions);
    const told = box.querySelector("output");
    box.hidden = false;
    box.querySelector("input").addEventListener("input", function (event) {
      const day = event.target.value;
      const held = revisions.filter(function (item) { return item.from <= day; }).pop();
      told.textContent = "";
      if (!day) return;
      if (!held || (box.dataset.until && day >= box.dataset.until)) {
        told.textContent = "那一天没有生效的规定";
        return;
      }
      const link = document.createElement("a");
      link.href = held.page;
      link.textContent = held.label;
      told.append(link);
    });
  });
})();
