/**
 * Collects what a check finds and turns it into an exit code.
 */
export class Findings {
  /** @type {string[]} */
  #messages = [];

  /**
   * @param {string} place `file` or `file:line`
   * @param {string} message
   */
  add(place, message) {
    this.#messages.push(`${place} ${message}`);
  }

  /** @param {string} success said when nothing was found */
  report(success) {
    const sorted = this.#messages.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    for (const message of sorted) console.log(message);
    console.log(this.#messages.length === 0 ? success : `${this.#messages.length} found.`);
    process.exitCode = this.#messages.length === 0 ? 0 : 1;
  }
}
