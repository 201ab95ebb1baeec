// What the page gains where scripts run; every part of it works without them.
import { closeMenus, searchKey } from "./keys.js";
import { rememberFolders } from "./folders.js";
import { followContents } from "./contents.js";
import { copyButtons } from "./copy.js";
import { previewLinks } from "./previews.js";

closeMenus();
searchKey();
rememberFolders();
followContents();
copyButtons();
previewLinks();
if (document.querySelector(".graph")) import("./graph.js").then(({ liveGraphs }) => liveGraphs());
