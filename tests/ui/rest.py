"""When a page has come to rest: what was asked of the app is answered, and all of it is drawn."""

from playwright.sync_api import BrowserContext, Page

# Of what a page asks the app, an answer begins some time later, on a busy machine after half a
# second. Until then the page looks as if nothing were to come.
_LISTEN = """
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (message) {
  window.appHasToAnswer = true;
  if (!this.isHeard) {
    this.isHeard = true;
    this.addEventListener("message", () => { window.appHasToAnswer = false; });
  }
  return send.call(this, message);
};
"""
# The state follows the answer by a moment, in which neither tells that there is more to come.
_AT_REST = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const rests = app?.dataset.testScriptState === "notRunning" && !window.appHasToAnswer;
  if (!rests) window.atRestSince = undefined;
  else window.atRestSince ??= performance.now();
  return rests && performance.now() - window.atRestSince > 100;
}
"""


def listen(context: BrowserContext) -> None:
    """Have the pages of a browser know whether the app still has to answer them."""
    context.add_init_script(_LISTEN)


def wait_for_rest(page: Page) -> None:
    """Wait until a page has come to rest.

    A click on what is about to be drawn anew would be lost, and a person would click again.
    """
    page.evaluate("() => { window.atRestSince = undefined; }")
    page.wait_for_function(_AT_REST)
