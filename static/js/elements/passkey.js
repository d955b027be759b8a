/* Passkeys: what the device answers goes into a hidden field, and the form is sent like any other. */
const { PublicKeyCredential: passkeys } = globalThis;

if (passkeys?.parseCreationOptionsFromJSON && passkeys.prototype.toJSON) document.documentElement.classList.add("passkeys");

async function make(wanted) {
  return navigator.credentials.create({ publicKey: passkeys.parseCreationOptionsFromJSON(JSON.parse(wanted)) });
}

async function show(address) {
  const answer = await fetch(address, { method: "POST" });
  if (!answer.ok) throw new Error(answer.statusText);
  return navigator.credentials.get({ publicKey: passkeys.parseRequestOptionsFromJSON(await answer.json()) });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-passkey], [data-passkey-wanted]");
  const form = button?.form;
  if (!form || form.elements.answer.value) return;
  event.preventDefault();
  if (button.ariaBusy) return;
  const problem = document.getElementById("passkey-problem");
  problem.hidden = true;
  button.ariaBusy = "true";
  try {
    const { passkey: address, passkeyWanted: wanted } = button.dataset;
    form.elements.answer.value = JSON.stringify(await (wanted ? make(wanted) : show(address)));
    form.requestSubmit(button);
  } catch {
    problem.hidden = false;
  }
  button.ariaBusy = null;
});

addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("[name=answer]")) field.value = "";
});
