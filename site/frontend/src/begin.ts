/**
 * Runs before a page is shown, at the end of its header: says that scripts run, and sets the colours that the reader chose.
 *
 * The classes and attributes that it sets are those of the theme's style sheets.  It runs before the content is there, since a
 * browser styles all that is there anew when they change.
 */

import { setUpPalette } from "./frame/palette";
import { siteRoot } from "./shared/address";

document.documentElement.classList.replace("no-js", "js");
setUpPalette(siteRoot().pathname);
