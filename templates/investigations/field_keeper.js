{% load static %}// Keeps the forms of the field on this phone, so that they open without a network. They hold nothing of any case.
"use strict";
const BOX = "field-1";
const FORMS = [{% for kind in kinds %}"{% url 'field:'|add:kind %}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PARTS = ["{% static 'chuishao/app.css' %}", "{% static 'chuishao/app.js' %}", "{% static 'chuishao/field.js' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(BOX).then((box) => box.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== BOX).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET" || !(FORMS.includes(path) || PARTS.includes(path))) return;
  event.respondWith(
    fetch(request)
      .then((response) => {
        // A page that asks to sign in is no form.
        if (response.ok && !response.redirected) {
          const copy = response.clone();
          event.waitUntil(caches.open(BOX).then((box) => box.put(path, copy)));
        }
        return response;
      })
      .catch(() => caches.match(path).then((kept) => kept || Response.error())),
  );
});
