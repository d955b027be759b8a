/* What is typed in a form[data-draft] is kept in this tab until it is saved, and put back after a reload or a sign-in,
   but only into fields that the server still fills as it did when the typing began, or as they were sent in vain. */
import { appear } from "../appear.js";
import { did } from "../did.js";
import { say } from "../say.js";

const SENT = "draft-sent";
const TYPED = "textarea[name], input[name]:is([type=text], [type=search], [type=url], [type=email], [type=date], [type=time])";

const keyOf = (form) => `draft:${form.dataset.draft}`;
const read = (form) => JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "{}");

function write(form, typed) {
  if (Object.keys(typed).length) sessionStorage.setItem(keyOf(form), JSON.stringify(typed));
  else sessionStorage.removeItem(keyOf(form));
}

function keep(form) {
  const typed = read(form);
  for (const { name, value, defaultValue } of form.querySelectorAll(TYPED)) {
    const over = typed[name]?.over ?? [defaultValue];
    if (value === over[0]) delete typed[name];
    else typed[name] = { value, over };
  }
  write(form, typed);
}

function offer(form) {
  const typed = read(form);
  const inVain = form.querySelector("#problems, #conflict"); // the answer itself carries what was typed
  let back = false;
  for (const field of form.querySelectorAll(TYPED)) {
    const draft = typed[field.name];
    if (!draft) continue;
    if (inVain && draft.value === field.defaultValue) draft.over.push(field.defaultValue);
    if (!draft.over.includes(field.defaultValue)) delete typed[field.name];
    else if (field.value === field.defaultValue && field.value !== draft.value) {
      field.value = draft.value;
      back = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  write(form, typed);
  if (back) say("toast-draft");
}

/* The page after a plain send: saved if it tells of the step, or if it is a page of the app without that form. */
function settle() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const there = [...document.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === key);
  if (key && (did || (!there && document.body.matches(".app")))) sessionStorage.removeItem(key);
}

settle();
appear("form[data-draft]", offer);
document.addEventListener("input", ({ target }) => target.form?.matches("[data-draft]") && keep(target.form));
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-draft]")) sessionStorage.setItem(SENT, keyOf(target));
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (form.matches?.("[data-draft]") && ctx.response.status < 400) sessionStorage.removeItem(keyOf(form));
});
document.addEventListener("htmx:finally:request", () => sessionStorage.removeItem(SENT));
