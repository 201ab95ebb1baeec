// What the page gains where scripts run; every part of it works without them.
import { closeMenus } from "./keys.js";
import { rememberFolders } from "./folders.js";
import { followContents } from "./contents.js";
import { copyButtons } from "./copy.js";
import { searchDialog } from "./search.js";

closeMenus();
searchDialog();
rememberFolders();
followContents();
copyButtons();
