// What the page gains where scripts run; every part of it works without them.
import { closeMenus, searchKey } from "./keys.js";
import { rememberFolders } from "./folders.js";
import { followContents } from "./contents.js";
import { copyButtons } from "./copy.js";

closeMenus();
searchKey();
rememberFolders();
followContents();
copyButtons();
