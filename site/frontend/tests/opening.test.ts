import assert from "node:assert/strict";
import { test } from "node:test";
import { headOf, pageAbout } from "../src/card/opening";

const ROOT = new URL("https://atlas.example/codev/");
const HERE = new URL("models/clip/?x=1#lineage", ROOT);

test("links to works, models, datasets and terms are about something", () => {
  for (const folder of ["works", "models", "datasets", "taxonomy", "stages", "capabilities", "modalities", "sources", "families", "sections"]) {
    assert.equal(pageAbout(`../../${folder}/some-3.2/?y=2#place`, ROOT, HERE), `https://atlas.example/codev/${folder}/some-3.2/`, folder);
  }
});

test("links to lists, other sites, other pages and the page itself are not", () => {
  const others = ["", "#lineage", "../clip/#claim", "../", "../../works/", "../../works/?q=x", "../../works/x", "../../works/x/y/", "../../works//", "../../authors/x/", "../../assets/x/", "../../constructor/x/"];
  const outside = ["https://elsewhere.example/codev/works/x/", "https://atlas.example/works/x/", "http://atlas.example/codev/works/x/", "javascript:alert(1)", "mailto:a@b.example", "https://["];
  for (const address of [...others, ...outside]) assert.equal(pageAbout(address, ROOT, HERE), null, address);
});

test("a head is taken once the whole of it is there", () => {
  const page = '<header class="md-header"></header><header class="codev-head codev-data4model"><h1>A</h1></header><p>rest</p>';
  assert.equal(headOf(page), '<header class="codev-head codev-data4model"><h1>A</h1>');
  for (const part of ["", page.slice(0, 60), page.slice(0, page.lastIndexOf("</header>")), '<header class="codev-header"></header>', "</header>"]) assert.equal(headOf(part), "", part);
});
