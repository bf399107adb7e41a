// One table as an XLSX file, made in the browser: every cell is text, so none is ever a formula.
// The parts are stored unpacked; a spreadsheet packs them when it saves.
window.tousuWorkbook = (function () {
  "use strict";
  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  function text(value) {
    // what XML cannot hold is left out
    return String(value === null || value === undefined ? "" : value)
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
      .replace(/[&<>"]/g, function (sign) { return SIGNS[sign]; });
  }
  function row(cells) {
    return "<row>" + cells.map(function (cell) {
      return typeof cell === "number" ? "<c><v>" + cell + "</v></c>"
        : '<c t="inlineStr"><is><t xml:space="preserve">' + text(cell) + "</t></is></c>";
    }).join("") + "</row>";
  }
  function parts(name, rows) {
    const relation = function (id, kind, target) {
      return '<Relationship Id="' + id + '" Type="' + OFFICE + "/" + kind + '" Target="' + target + '"/>';
    };
    return {
      "[Content_Types].xml": HEAD + '<Types xmlns="' + PACKAGE + 'content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Override PartName="/xl/workbook.xml" ContentType="' + TYPE + 'sheet.main+xml"/>' +
        '<Override PartName="/xl/sheet.xml" ContentType="' + TYPE + 'worksheet+xml"/></Types>',
      "_rels/.rels": HEAD + '<Relationships xmlns="' + PACKAGE + 'relationships">' +
        relation("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>",
      "xl/_rels/workbook.xml.rels": HEAD + '<Relationships xmlns="' + PACKAGE + 'relationships">' +
        relation("r1", "worksheet", "sheet.xml") + "</Relationships>",
      "xl/workbook.xml": HEAD + '<workbook xmlns="' + MAIN + '" xmlns:r="' + OFFICE + '"><sheets>' +
        '<sheet name="' + text(name) + '" sheetId="1" r:id="r1"/></sheets></workbook>',
      "xl/sheet.xml": HEAD + '<worksheet xmlns="' + MAIN + '"><sheetData>' + rows.map(row).join("") + "</sheetData></worksheet>",
    };
  }

  const TABLE = new Uint32Array(256).map(function (_, byte) {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });
  function checksum(bytes) {
    let sum = -1;
    for (let place = 0; place < bytes.length; place++) sum = TABLE[(sum ^ bytes[place]) & 255] ^ (sum >>> 8);
    return (sum ^ -1) >>> 0;
  }
  function numbers(pairs) {
    // little-endian numbers of two or four bytes
    const bytes = [];
    pairs.forEach(function (pair) { for (let n = 0; n < pair[1]; n++) bytes.push((pair[0] >>> (8 * n)) & 255); });
    return new Uint8Array(bytes);
  }
  function zipped(files) {
    const encoder = new TextEncoder(), bodies = [], entries = [];
    let offset = 0, listed = 0;
    Object.keys(files).forEach(function (path) {
      const name = encoder.encode(path), data = encoder.encode(files[path]);
      // version, flags (UTF-8 names), stored, 1980-01-01, checksum, sizes
      const common = [[20, 2], [0x800, 2], [0, 2], [0, 2], [33, 2], [checksum(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
      bodies.push(numbers([[0x04034b50, 4]].concat(common)), name, data);
      const entry = numbers([[0x02014b50, 4], [20, 2]].concat(common, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]));
      entries.push(entry, name);
      offset += 30 + name.length + data.length;
      listed += entry.length + name.length;
    });
    const count = Object.keys(files).length;
    const end = numbers([[0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [listed, 4], [offset, 4], [0, 2]]);
    return new Blob(bodies.concat(entries, [end]), { type: TYPE + "sheet" });
  }

  return function (name, rows) { return zipped(parts(name, rows)); };
})();
