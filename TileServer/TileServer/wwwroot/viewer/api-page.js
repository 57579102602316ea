// Shows the description of the server and lets people try every address. Nothing is fetched from anywhere else.

const longestBody = 20_000;

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

const addressOf = (path, inputs) => {
  const query = new URLSearchParams();
  let filled = path;
  for (const input of inputs) {
    const { name, place } = input.dataset;
    if (place === "path") filled = filled.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.append(name, input.value);
  }
  const text = query.toString();
  return new URL(`.${filled}${text ? `?${text}` : ""}`, document.baseURI);
};

const inputOf = (parameter, id) => {
  const attributes = { id, "data-name": parameter.name, "data-place": parameter.in };
  if (parameter.schema.enum && parameter.in === "query") {
    return element("select", attributes, element("option", { value: "" }, ""), ...parameter.schema.enum.map((choice) => element("option", { value: choice }, choice)));
  }
  const made = element("input", { ...attributes, placeholder: parameter.example });
  if (parameter.in === "path") {
    made.required = true;
    made.value = parameter.example ?? parameter.schema.enum?.[0] ?? "";
  }
  return made;
};

const show = async (target, address, options) => {
  target.replaceChildren(element("p", {}, `${options.method} ${address}`));
  const started = performance.now();
  try {
    const answer = await fetch(address, options);
    const type = answer.headers.get("Content-Type") ?? "";
    const line = `${answer.status} ${type} · ${Math.round(performance.now() - started)} ms`;
    target.append(element("p", {}, line));
    if (type.startsWith("image/") && !type.startsWith("image/tiff")) {
      target.append(element("img", { src: address.href, alt: "The answer" }));
      return;
    }
    if (!/json|xml|text|html|svg/.test(type)) {
      target.append(element("p", {}, element("a", { href: address.href }, "Open")));
      return;
    }
    const text = await answer.text();
    const shown = type.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
    target.append(element("pre", { tabindex: "0" }, shown.length > longestBody ? `${shown.slice(0, longestBody)}…` : shown));
  } catch (fault) {
    target.append(element("p", {}, `No answer: ${fault.message}`));
  }
};

const formOf = (path, method, operation) => {
  const rows = (operation.parameters ?? []).map((parameter) => {
    const id = `${operation.operationId}-${parameter.name}`;
    return element("tr", {}, element("th", { scope: "row" }, element("label", { for: id }, parameter.name)), element("td", {}, inputOf(parameter, id)), element("td", {}, parameter.description ?? ""));
  });
  const form = element("form", {}, element("table", {}, element("tbody", {}, ...rows)));
  const [mediaType, body] = Object.entries(operation.requestBody?.content ?? {}).find(([name]) => name.includes("json")) ?? [];
  let text;
  if (body) {
    const id = `${operation.operationId}-body`;
    text = element("textarea", { id }, typeof body.example === "string" ? body.example : JSON.stringify(body.example, null, 2));
    form.append(element("label", { for: id }, mediaType), text);
  }
  const answers = Object.entries(operation.responses).map(([status, answer]) => element("li", {}, `${status} ${answer.description}: ${Object.keys(answer.content ?? {}).join(", ") || "no body"}`));
  const result = element("div", { role: "status" });
  form.append(element("p", {}, "Answers"), element("ul", {}, ...answers));
  if (body || method === "get") form.append(element("p", {}, element("button", {}, "Send")), result);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const options = { method: method.toUpperCase() };
    if (text) Object.assign(options, { body: text.value, headers: { "Content-Type": mediaType } });
    show(result, addressOf(path, form.querySelectorAll("[data-name]")), options);
  });
  return form;
};

const itemOf = (path, method, operation) => {
  const heading = element("summary", {}, element("span", { class: "method" }, method.toUpperCase()), element("code", {}, path), ` ${operation.summary}`);
  const item = element("details", { id: operation.operationId, "data-text": `${path} ${operation.summary} ${operation.tags}`.toLowerCase() }, heading);
  item.addEventListener("toggle", () => {
    if (item.open && item.children.length === 1) item.append(formOf(path, method, operation));
  });
  return item;
};

const find = (words) => {
  for (const item of document.querySelectorAll("details")) item.hidden = !item.dataset.text.includes(words);
  for (const group of document.querySelectorAll("section")) group.hidden = !group.querySelector("details:not([hidden])");
};

const start = async () => {
  const about = document.getElementById("about");
  const answer = await fetch(new URL("api", document.baseURI));
  if (!answer.ok) {
    about.textContent = `The description cannot be read: ${answer.status}`;
    return;
  }
  const description = await answer.json();
  const groups = new Map();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      if (!groups.has(tag)) groups.set(tag, element("section", {}, element("h2", {}, tag)));
      groups.get(tag).append(itemOf(path, method, operation));
    }
  }
  document.getElementById("operations").replaceChildren(...groups.values());
  about.textContent = `${description.info.description} Version ${description.info.version}, OpenAPI ${description.openapi}.`;
  document.getElementById("find").addEventListener("input", (event) => find(event.target.value.trim().toLowerCase()));
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted) wanted.open = true;
};

start();
