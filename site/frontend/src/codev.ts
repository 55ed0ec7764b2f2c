/** What every page has: copy buttons, the search dialog, keyboard shortcuts, matrices that can be walked. */

import { enhanceCopyButtons } from "./copy";
import { fillFromAddress } from "./fill";
import { enhanceMatrices } from "./matrix";
import { offerSearch } from "./not-found";
import { openSearch, setUpSearch } from "./search/open";
import { onShortcut } from "./shortcuts";

fillFromAddress();
enhanceCopyButtons();
enhanceMatrices();
setUpSearch();
offerSearch();
onShortcut("/", openSearch);
