/* Every behaviour is one small file; each works on what is on the page and on what arrives later. */
import "./elements/autogrow.js";
import "./elements/autosubmit.js";
import "./elements/busy.js";
import "./elements/clock.js";
import "./elements/copy.js";
import "./elements/dialog.js";
import "./elements/draft.js";
import "./elements/enter.js";
import "./elements/failure.js";
import "./elements/focus.js";
import "./elements/fold.js";
import "./elements/length.js";
import "./elements/once.js";
import "./elements/send.js";
import "./elements/toast.js";
import "./elements/zone.js";

document.documentElement.classList.add("js");
