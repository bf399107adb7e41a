// The forms: checks what was typed, writes it as YAML that the checker reads back exactly, and
// hands it over as a file, a text to copy, or a page of the forge that the reader opens. Sends nothing.
(function () {
  "use strict";
  const form = document.querySelector(".tousu-form");
  if (!form) return;
  const ID = /^[A-Za-z0-9_.-]+$/;
  const ALIAS = /^[A-Za-z0-9_.@+-]+$/;
  const NUMBER = /^-?[0-9]{1,18}(\.[0-9]{1,9})?$/;
  const PLACE = /^[A-Za-z][A-Za-z0-9+.-]*:.+$/s;
  // what no file of the register may hold: controls, marks of direction, line ends that editors count differently
  const REFUSED = new RegExp("[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f" +
    "\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]|\\p{Surrogate}", "u");
  const MODELINE = "# yaml-language-server: $schema=../../schema/case.schema.json\n";
  const LONGEST_ADDRESS = 6000;
  const PLAIN = /^[\p{Script=Han}A-Za-z0-9][\p{Script=Han}A-Za-z0-9_.\-+:\/*（），。、；：“”… ]*$/u;
  const WORDS = /^(null|true|false|yes|no|on|off|y|n)$/i;

  // --- YAML

  function scalar(text) {
    const plain = PLAIN.test(text) && !WORDS.test(text) && !/: |:$| $/.test(text);
    return plain ? text : JSON.stringify(text);
  }
  function literal(text, indent) {
    const body = text.endsWith("\n") ? text.slice(0, -1) : text;
    if (!body.includes("\n") && text === body) return null;
    if (!body.trim() || /^[ \t\n]/.test(body) || body.endsWith("\n")) return null;
    const pad = " ".repeat(indent);
    const lines = body.split("\n").map(function (line) { return line ? pad + line : ""; });
    return (text === body ? "|-" : "|") + "\n" + lines.join("\n");
  }
  function block(entry, indent) {
    const pad = " ".repeat(indent);
    return Object.keys(entry).map(function (key) {
      const value = entry[key];
      if (typeof value === "string") return pad + key + ": " + (literal(value, indent + 2) || scalar(value)) + "\n";
      if (Array.isArray(value)) return pad + key + ":\n" + value.map(function (one) { return item(one, indent + 2); }).join("");
      return pad + key + ":\n" + block(value, indent + 2);
    }).join("");
  }
  function item(value, indent) {
    const dash = " ".repeat(indent) + "- ";
    if (typeof value === "string") return dash + scalar(value) + "\n";
    return dash + block(value, indent + 2).slice(indent + 2);
  }

  // --- what was typed

  function texts(element) {
    if (element.tagName === "FIELDSET") {
      return Array.from(element.querySelectorAll("input:checked"), function (box) { return box.value; });
    }
    const text = element.value.replace(/\r\n?/g, "\n");
    if (element.dataset.reads === "ids") return text.split(/[,，、;；\s]+/).filter(Boolean);
    if (element.dataset.reads === "text") return text.trim() ? [text] : [];
    const told = text.trim();
    const box = form.querySelector('[data-day-only="' + element.dataset.key + '"]');
    return told ? [box && box.checked ? told.slice(0, 10) : told] : [];
  }
  function wrong(element, found) {
    if (!found.length) {
      if (element.validity && element.validity.badInput) return "时间没有填完整";
      return element.dataset.wanted ? "这一项必填" : "";
    }
    const forms = { id: [ID, "只能用英文字母、数字和 - _ ."], ids: [ALIAS, "工号和编号只能用英文字母、数字和 - _ . @ +"],
      staff: [ALIAS, "工号只能用英文字母、数字和 - _ . @ +"], number: [NUMBER, "应是数字，如 1200.00"],
      place: [PLACE, "应含前缀和冒号，如 archive:2026/03/e1.wav"] };
    const rule = forms[element.dataset.reads];
    if (found.some(function (text) { return REFUSED.test(text); })) return "含有看不见的控制字符，请删去重打";
    if (rule && !found.every(function (text) { return rule[0].test(text); })) return rule[1];
    if (element.dataset.key.endsWith("sha256") && !/^[0-9a-fA-F]{64}$/.test(found[0])) return "应是 64 位十六进制";
    return "";
  }
  function tell(element, message) {
    const place = document.getElementById(element.dataset.key + "-wrong");
    place.textContent = message;
    place.hidden = !message;
    if (message) element.setAttribute("aria-invalid", "true"); else element.removeAttribute("aria-invalid");
  }
  function put(data, key, found, reads) {
    const parts = key.split(".");
    const last = parts.pop();
    parts.forEach(function (part) { data = data[part] = data[part] || {}; });
    data[last] = reads === "ids" || reads === "choices" ? found : found[0];
  }
  function read() {
    const data = {};
    let first = null;
    form.querySelectorAll("[data-key]").forEach(function (element) {
      const found = texts(element);
      const message = wrong(element, found);
      tell(element, message);
      if (message && !first) first = element;
      if (found.length) put(data, element.dataset.key, found, element.dataset.reads);
    });
    records(data.event || data).forEach(function (record) {
      const element = document.getElementById(record.key + ".kind");
      if (!record.value.kind) { tell(element, "写明种类"); first = first || element; }
      if (record.value.kind && !record.value.uri) {
        const place = document.getElementById(record.key + ".uri");
        tell(place, "写明放在哪里"); first = first || place;
      }
    });
    return first ? { first: first } : { data: data };
  }
  function records(holder) {
    const prefix = form.dataset.form === "case" ? "event.records." : "records.";
    return Object.keys(holder.records || {}).map(function (number) {
      return { key: prefix + number, value: holder.records[number] };
    });
  }

  // --- what is made of it

  function eventOf(data, id, type) {
    const made = { id: id, type: type };
    ["at", "by", "unit", "note", "deadline", "designee", "corrects", "was", "now"].forEach(function (key) {
      if (data[key] !== undefined) made[key] = data[key];
    });
    const kept = records(data).map(function (record) { return record.value; });
    if (kept.length) made.records = kept;
    return made;
  }
  function parties(told) {
    if (!told) return undefined;
    return (told.staff || []).map(function (name) { return { staff: name }; })
      .concat((told.unit || []).map(function (name) { return { unit: name }; }));
  }
  function caseOf(data) {
    const made = { id: data.id };
    if (form.dataset.policy) made.policy = form.dataset.policy;
    const order = ["title", "summary", "complainant", "accused", "responsible", "assisting", "incident", "previous"];
    order.concat(Object.keys(data)).forEach(function (key) {
      if (key === "event" || key in made || data[key] === undefined) return;
      made[key] = key === "accused" || key === "assisting" ? parties(data[key]) : data[key];
    });
    made.events = [eventOf(data.event, "e1", form.dataset.event)];
    return made;
  }
  function quoted(text) { return /^[A-Za-z0-9_.:=+@\/-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'"; }
  function commandOf(data, event) {
    const words = ["tousu", "add", data.case, event.type, "--id", event.id, "--at", event.at, "--by", event.by];
    ["unit", "note", "deadline", "corrects", "was", "now"].forEach(function (key) {
      if (event[key] !== undefined) words.push("--" + key, event[key]);
    });
    ["staff", "unit"].forEach(function (key) {
      if (event.designee && event.designee[key]) words.push("--designee-" + key, event.designee[key]);
    });
    (event.records || []).forEach(function (record) {
      words.push("--record", Object.keys(record).map(function (key) { return key + "=" + record[key]; }).join(","));
    });
    return words.map(quoted).join(" ");
  }

  // --- handing it over

  const made = form.querySelector(".tousu-made");
  const alertPlace = form.querySelector("[role=alert]");
  const state = { text: "", file: "" };

  function paragraph(text, code) {
    const line = document.createElement("p");
    line.append(document.createTextNode(text));
    if (code) {
      const told = document.createElement("code");
      told.textContent = code;
      line.append(told);
    }
    return line;
  }
  function show(text, path, next) {
    state.text = text;
    state.file = path.split("/").pop();
    made.querySelector(".tousu-path").textContent = path;
    made.querySelector("code").textContent = text;
    made.querySelector("output").textContent = "";
    made.querySelector(".tousu-next").replaceChildren(...next);
    made.hidden = false;
    made.scrollIntoView({ block: "nearest" });
  }
  function forge(path, text) {
    const link = made.querySelector("[data-act=forge]");
    const address = form.dataset.forge;
    link.hidden = !address;
    if (!address) return "";
    const fill = function (whole) {
      return address.replace("{path}", encodeURIComponent(path)).replace("{text}", whole ? encodeURIComponent(text) : "");
    };
    const short = fill(true).length <= LONGEST_ADDRESS;
    link.href = fill(short);
    return short && address.includes("{text}") ? "" : "在代码平台的页面里，把上面的内容复制进去。";
  }
  function give(data) {
    if (form.dataset.form === "case") {
      const text = MODELINE + block(caseOf(data), 0);
      const path = "cases/" + data.event.at.slice(0, 4) + "/" + data.id + ".yml";
      const told = forge(path, text);
      const next = [paragraph("存为上面的文件，然后检查：", "tousu check " + path)];
      if (told) next.unshift(paragraph(told));
      if (data.event.at.slice(0, 10) < form.dataset.from) {
        next.unshift(paragraph("注意：接收那天适用的是更早的修订，栏目可能不同，请以检查结果为准。"));
      }
      return show(text, path, next);
    }
    const event = eventOf(data, data.id, data.type);
    const next = [paragraph("贴到 events 的末尾（缩进与前面的事件对齐），或者运行：", commandOf(data, event))];
    return show(item(event, 2), data.case + " 的 events", next);
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    const found = read();
    alertPlace.hidden = !found.first;
    alertPlace.textContent = found.first ? "还有没填或不对的地方，已在各项下面写明。" : "";
    if (!found.first) return give(found.data);
    made.hidden = true;
    for (let holder = found.first.closest("details"); holder; holder = holder.parentElement.closest("details")) holder.open = true;
    const target = found.first.tagName === "FIELDSET" ? found.first.querySelector("input") : found.first;
    target.focus();
  });
  form.addEventListener("change", function (event) {
    const element = event.target;
    if (element.tagName === "SELECT" && element.dataset.key) {
      const hint = document.getElementById(element.dataset.key + "-hint");
      if (hint.dataset.own === undefined) hint.dataset.own = hint.textContent;
      hint.textContent = element.selectedOptions[0].dataset.meaning || hint.dataset.own;
    }
    if (element.dataset.key === "event.at") suggest();
  });
  form.addEventListener("click", function (event) {
    const now = event.target.dataset.now;
    if (now) {
      const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60000);
      const input = document.getElementById(now);
      input.value = local.toISOString().slice(0, 16);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (event.target.dataset.act === "save") save();
    if (event.target.dataset.act === "copy") copy();
  });
  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([state.text], { type: "application/yaml" }));
    link.download = form.dataset.form === "case" ? state.file : "event.yml";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function copy() {
    const range = document.createRange();
    range.selectNodeContents(made.querySelector("code"));
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // the clipboard's own interface is closed on plain http
    made.querySelector("output").textContent = document.execCommand("copy") ? "已复制" : "请按 Ctrl-C 复制";
  }
  function suggest() {
    const input = document.getElementById("id");
    const year = document.getElementById("event.at").value.slice(0, 4);
    if (!input || !year || (input.value && input.value !== input.dataset.suggested)) return;
    const last = JSON.parse(form.dataset.ids).map(function (name) { return /^(.*?)([0-9]{4})([-_.]?)([0-9]+)$/.exec(name); })
      .filter(Boolean);
    const same = last.filter(function (found) { return found[2] === year; }).pop();
    const like = same || last[last.length - 1];
    if (!like) return;
    const number = same ? Number(same[4]) + 1 : 1;
    input.value = input.dataset.suggested = like[1] + year + like[3] + String(number).padStart(like[4].length, "0");
  }
  form.hidden = false;
})();
