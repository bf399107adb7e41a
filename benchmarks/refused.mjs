// The peer in JavaScript: js-yaml reads, ajv validates; the files refused, one a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(process.argv[2] + "/package.json");
const yaml = require("js-yaml");
const Ajv = require("ajv/dist/2020");
const schema = JSON.parse(readFileSync(process.argv[3], "utf8"));
const valid = new Ajv({ strict: false, validateFormats: false }).compile(schema);
const text = yaml.FAILSAFE_SCHEMA;
for (const file of readFileSync(process.argv[4], "utf8").split("\n").filter(Boolean)) {
  let ok = false;
  try {
    ok = valid(yaml.load(readFileSync(file, "utf8"), { schema: text }));
  } catch {}
  if (!ok) console.log(file);
}
