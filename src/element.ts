/** The embedded demo's composition root: the one place that knows its element and its engine. */
import { defineDemoElement } from "#components/embed/demo-element.ts";
import { demoLibrary } from "#workers/library/demo.ts";
import "#workers/library/browser/index.ts";

defineDemoElement(demoLibrary);
