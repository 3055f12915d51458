// The whole document changes its language, so it is loaded again, at the same place.
const wanted = new URL(document.querySelector('script[src*="/web-static/language.js"]').src).searchParams.get("to");
location.replace("/language/" + wanted + "?next=" + encodeURIComponent(location.pathname + location.search));
