// Show what is typed in a password field, for who wants to check it. Without scripts the form works as well.
for (const box of document.querySelectorAll("[data-reveals]")) {
  box.parentElement.hidden = false;
  box.addEventListener("change", () => {
    for (const name of box.dataset.reveals.split(" ")) {
      document.getElementById(name).type = box.checked ? "text" : "password";
    }
  });
}
