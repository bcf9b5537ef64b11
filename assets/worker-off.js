/** Takes the place of worker.js when the city does not offer saved pages any more. */
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("konfluenz-")) await caches.delete(name);
  await registration.unregister();
})()));
