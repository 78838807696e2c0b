/** The framed demo's composition root. */
import { defineDemoElement } from "#components/embed/demo-element.ts";
import { showFrame } from "#components/embed/frame.ts";
import { demoLibrary } from "#workers/library/demo.ts";
import "#workers/library/browser/index.ts";

defineDemoElement(demoLibrary);
showFrame();
