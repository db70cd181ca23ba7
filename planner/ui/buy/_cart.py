"""What a shop's cart takes of its order: links to open, a file to upload, a list to copy."""

import streamlit as st

from planner.model.cart_wording import (
    NOTHING_IS_ORDERED,
    SEVERAL_LINKS,
    code_text,
    held_text,
    left_out_text,
    link_label,
)
from planner.model.carts import CartFile, ShopCart
from planner.ui.kit import wording
from planner.ui.kit.folds import fold_button

_UPLOAD_AT = {
    "mouser": ("Mouser's BOM tool", "https://www.mouser.com/bomtool/"),
    "digikey": ("DigiKey's BOM manager", "https://www.digikey.com/en/resources/bom-manager"),
}

# What is named at once; the list to copy has all of it.
_MOST_NAMED = 10


def show_cart(cart: ShopCart) -> None:
    """Offer what a shop's cart takes, and name what is not in it, with a list to copy."""
    with st.container(gap="small", key=f"cart-{cart.vendor}"):
        _offer_links(cart)
        if cart.file is not None:
            _offer_file(cart, cart.file)
        if cart.code:
            st.caption(wording.plain(code_text(cart)))
        if cart.left_out:
            first = cart.left_out[:_MOST_NAMED]
            told = [wording.plain(left_out_text(each, cart)) for each in first]
            if len(cart.left_out) > len(first):
                told.append(f"{len(cart.left_out) - len(first):,} more, in the list")
            st.markdown(
                f":orange-badge[:material/warning: not in the cart]\n\n{wording.listed(told)}"
            )
        if cart.text:
            _offer_list(cart)


def _offer_links(cart: ShopCart) -> None:
    for place, link in enumerate(cart.links):
        st.link_button(
            wording.plain(link_label(cart, place)),
            link.address,
            icon=":material/shopping_cart:",
        )
    if cart.links:
        held = "; ".join(held_text(link.items) for link in cart.links)
        st.caption(f"{held}. {NOTHING_IS_ORDERED}")
    if len(cart.links) > 1:
        st.caption(SEVERAL_LINKS)


def _offer_file(cart: ShopCart, file: CartFile) -> None:
    st.download_button(
        f"Cart file for {wording.plain(cart.shop)}",
        data=file.text.encode(),
        file_name=file.name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/upload_file:",
        key=f"cart-file:{cart.vendor}",
    )
    tool, address = _UPLOAD_AT[cart.kind]
    st.caption(
        f"{held_text(file.items)}. Upload it at {wording.source(address, tool)}. "
        f"{NOTHING_IS_ORDERED}"
    )


def _offer_list(cart: ShopCart) -> None:
    """Fold the list of what a person puts in by hand."""
    label = "List to copy" if cart.kind == "list" else "List of what is not in the cart"
    if fold_button(label, key=f"cart-list:{cart.vendor}", icon=":material/content_copy:"):
        st.code(cart.text, language=None, wrap_lines=True)
