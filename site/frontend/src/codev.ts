/** What every page has: copy buttons, the search dialog, keyboard shortcuts, matrices that can be walked, tables that can be sorted,
 * and what a reader has chosen. */

import { enhanceChoices } from "./choice/buttons";
import { setUpTray } from "./choice/tray";
import { enhanceCopyButtons } from "./copy";
import { fillFromAddress } from "./fill";
import { enhanceMatrices } from "./matrix";
import { offerSearch } from "./not-found";
import { openSearch, setUpSearch } from "./search/open";
import { onShortcut } from "./shortcuts";
import { enhanceSortable } from "./sortable";

fillFromAddress();
enhanceCopyButtons();
enhanceMatrices();
enhanceSortable();
enhanceChoices();
setUpTray();
setUpSearch();
offerSearch();
onShortcut("/", openSearch);
