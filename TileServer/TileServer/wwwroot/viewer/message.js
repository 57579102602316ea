// Words for the person in front of the page.
const box = document.getElementById('message');
box.querySelector('button').addEventListener('click', () => { box.hidden = true; });

export function tellError(error) {
  box.querySelector('p').textContent = error.message;
  box.hidden = false;
}

export function forgetError() { box.hidden = true; }

export function tell(text) { document.getElementById('status').textContent = text; }
