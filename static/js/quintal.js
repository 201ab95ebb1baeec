// What the page gains where scripts run; every part of it works without them.
import { closeMenus, shortcuts } from "./keys.js";
import { rememberFolders } from "./folders.js";
import { followContents } from "./contents.js";
import { copyButtons } from "./copy.js";
import { searchDialog } from "./search.js";
import { previewLinks } from "./previews.js";
import { readingSettings } from "./settings.js";
import { keepReading } from "./reading.js";

closeMenus();
shortcuts();
searchDialog();
rememberFolders();
followContents();
copyButtons();
previewLinks();
if (document.querySelector("input[data-show]")) import("./passwords.js").then(({ showPasswords }) => showPasswords());
if (document.querySelector(".graph")) import("./graph.js").then(({ liveGraphs }) => liveGraphs());
if (document.querySelector("[data-properties]")) import("./properties.js").then(({ keepProperties }) => keepProperties());
if (document.querySelector("form[data-editor]")) import("./editor/editor.js").then(({ editForms }) => editForms());
readingSettings();
keepReading();
