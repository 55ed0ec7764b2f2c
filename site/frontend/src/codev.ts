/** What every page has: its contents and folds, copy buttons, the search dialog, keyboard shortcuts, matrices that can be walked,
 * tables that can be sorted, hints where something is cut off, what a reader has chosen, and cards of what links lead to. */

import { setUpCards } from "./card/card";
import { enhanceChoices } from "./choice/buttons";
import { setUpTray } from "./choice/tray";
import { enhanceCopyButtons } from "./copy";
import { fillFromAddress } from "./fill";
import { followContents } from "./frame/contents";
import { openFolds } from "./frame/folds";
import { enhanceMatrices } from "./matrix";
import { offerSearch } from "./not-found";
import { openSearch, setUpSearch } from "./search/open";
import { onShortcut } from "./shortcuts";
import { enhanceSideways } from "./sideways";
import { enhanceSortable } from "./sortable";

fillFromAddress();
openFolds();
followContents();
enhanceCopyButtons();
enhanceMatrices();
enhanceSortable();
enhanceSideways();
enhanceChoices();
setUpTray();
setUpCards();
setUpSearch();
offerSearch();
onShortcut("/", openSearch);
