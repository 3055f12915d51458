// A stranger's screen shows nothing: go and sign in, and come back to the same place.
location.replace("/sign-in?next=" + encodeURIComponent(location.pathname + location.search));
