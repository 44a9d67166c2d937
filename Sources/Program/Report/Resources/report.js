document.querySelectorAll("table").forEach(table => {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = "按此列排序";
    button.textContent = head.textContent;
    head.textContent = "";
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = row => row.cells[column].textContent;
      const number = text => parseFloat(text.replace(/[,%+]/g, ""));
      const body = table.tBodies[0];
      const rows = Array.from(body.rows);
      const isNumber = head.classList.contains("number");
      rows.sort((left, right) => {
        const a = value(left), b = value(right);
        const order = isNumber
          ? (Number.isNaN(number(a)) ? -1e300 : number(a)) - (Number.isNaN(number(b)) ? -1e300 : number(b))
          : a.localeCompare(b, "zh");
        return down ? -order : order;
      });
      rows.forEach(row => body.append(row));
    });
  });
});
