"""A visitor's own parts and prices for this visit: upload, what was read, and what was not."""

from collections.abc import Hashable, Sequence

import streamlit as st

from planner.io.catalog.templates import template
from planner.io.catalog.uploads import UPLOADED
from planner.jobs.folder import open_workspace
from planner.jobs.keep import add_shop
from planner.jobs.keep_list import keep_list
from planner.jobs.long_answers import read_brought
from planner.jobs.long_questions import Files, LongQuestion
from planner.model import home
from planner.model.catalog import Catalog
from planner.model.findings import MOST_SHOWN, Finding, PlannerError, Severity
from planner.model.kept_prices import KeptPrices
from planner.model.offers import Offer
from planner.model.own import WrittenRow
from planner.model.parts import CATEGORIES, CATEGORY_TITLES
from planner.ui.kit import widgets, wording
from planner.ui.kit.tables import Col, show_table
from planner.ui.kit.uploaders import file_key
from planner.ui.visit import in_view, notices, own_files
from planner.ui.visit.work import answer_to

# Read within moments, in the time that a process takes to be told of them.
_FEW_BYTES, _MOST_SECONDS = 50_000, 600
_AT, _KEPT, _NEW = "keep-list", "kept-list", "+"


def show_uploads() -> None:
    """Take CSV and Excel files, show what was read of them, and offer templates."""
    st.markdown(
        "Your parts and prices are added to the catalog for this visit only, until you keep "
        "them. Rows that cannot be read are listed below and skipped; the rest is used."
    )
    files = st.file_uploader(
        "CSV or Excel files",
        type=["csv", "tsv", "txt", "xlsx", "xlsm"],
        accept_multiple_files=True,
        key=file_key(own_files.UPLOADED),
    )
    if files:
        grounds = tuple(file.file_id for file in files), in_view.ground().shared
        if not own_files.is_read(grounds):
            _read(tuple((file.name, file.getvalue()) for file in files), grounds)
    _show_kept()
    _show_own()
    _show_templates()


def _read(files: Files, grounds: Hashable) -> None:
    """Read files and keep what is in them; while that lasts, draw that it does."""
    shared = in_view.ground().shared
    size = sum(len(content) for _, content in files)
    found = answer_to(
        "own-files",
        grounds,
        LongQuestion(read_brought, ((files,), shared.today), shared, is_small=size <= _FEW_BYTES),
        seconds=_MOST_SECONDS,
        doing="Reading your files …",
        keep=False,
    )
    if found is not None:
        own_files.keep(files, found, grounds)


def _show_own() -> None:
    parts, offers, findings = own_files.own_list()
    if not parts and not offers and not findings:
        return
    left = st.container(border=True)
    with left:
        st.markdown(
            f"**In use for this visit:** {wording.counted(len(parts), 'part', 'parts')} and "
            f"{wording.counted(len(offers), 'price', 'prices')}."
        )
        if parts:
            rows = [
                [
                    wording.plain(part.part_number),
                    wording.plain(part.name),
                    CATEGORY_TITLES[part.category],
                ]
                for part in parts[:MOST_SHOWN]
            ]
            columns = [Col("Part number"), Col("Name"), Col("Category")]
            show_table(columns, rows, alt="Your own parts")
            if len(parts) > MOST_SHOWN:
                st.markdown(wording.small(f"{len(parts) - MOST_SHOWN:,} more are not shown here."))
        _show_findings(findings)
        _offer_to_keep(offers)


def _offer_to_keep(offers: Sequence[Offer]) -> None:
    """Ask under which shop prices of unknown vendors are filed, and keep all that was read."""
    catalog = in_view.workspace().catalog
    strangers = sorted({each.vendor for each in offers} - catalog.vendor_names.keys())
    shops = {each.vendor: each.name for each in catalog.vendors if each.kind == "shop"}
    for vendor in strangers:
        name = "prices without a vendor" if vendor == UPLOADED else wording.plain(vendor)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            chosen = st.selectbox(
                f"Shop of {name}",
                [_NEW, *sorted(shops, key=lambda each: shops[each].casefold())],
                index=None,
                format_func=lambda each: shops.get(each, "A new shop"),
                placeholder="choose, to keep them …",
                key=f"keep-shop:{vendor}",
                width=320,
            )
            if chosen == _NEW:
                st.text_input("Name of the shop", key=f"keep-name:{vendor}", width=280)
                st.text_input(
                    "Currency of its charges",
                    key=f"keep-currency:{vendor}",
                    placeholder=home.CURRENCY,
                    width=180,
                )
    notices.show_notice(at=_AT)
    with st.container(horizontal=True):
        st.button(
            "Keep in my catalog",
            type="primary",
            icon=":material/save:",
            key="keep-list",
            on_click=_keep,
            args=(tuple(strangers),),
            help=f"Written into your own catalog, in {in_view.settings().data}. Rows that could "
            "not be read are not included.",
        )
        st.button("Discard these", type="tertiary", on_click=own_files.forget)


def _keep(strangers: tuple[str, ...]) -> None:
    """Write what was read into one's own catalog; a shop that is new first."""
    settings, today = in_view.settings(), in_view.today()
    parts, offers, _ = own_files.own_list()
    catalog = in_view.workspace().catalog
    shops = {}
    try:
        for vendor in strangers:
            chosen = st.session_state.get(f"keep-shop:{vendor}")
            if chosen is None:
                notices.notify(_without_shop(vendor), at=_AT)
                return
            shops[vendor] = chosen if chosen != _NEW else _added(vendor, catalog)
            if not shops[vendor]:
                return
            catalog = open_workspace(settings.catalogs, today=today, own=settings.data).catalog
        rows, kept = keep_list(settings.data, parts, offers, catalog, shops=shops, today=today)
    except PlannerError as error:
        notices.notify(error.finding, at=_AT)
        return
    _tell_kept(rows, kept)


def _added(vendor: str, catalog: Catalog) -> str:
    """Return the id of a new shop; empty if it cannot be added, which is told."""
    state = st.session_state
    name, currency = str(state[f"keep-name:{vendor}"]), str(state[f"keep-currency:{vendor}"])
    own = in_view.settings().data
    row = add_shop(own, name, currency, "", catalog, today=in_view.today())
    if row.written:
        state[f"keep-shop:{vendor}"] = dict(row.cells)["vendor"]
        return dict(row.cells)["vendor"]
    notices.notify(row.findings[0], at=_AT)
    return ""


def _tell_kept(rows: Sequence[WrittenRow], kept: KeptPrices) -> None:
    parts, prices = sum(each.written for each in rows), kept.written
    refused = [
        *(finding for each in rows if not each.written for finding in each.findings),
        *(finding for each in kept.prices if not each.written for finding in each.findings),
    ]
    told = (
        f"{wording.counted(parts, 'part', 'parts')} and "
        f"{wording.counted(prices, 'price', 'prices')} are in your own catalog now."
    )
    st.session_state[_KEPT] = told, tuple(refused)
    if not refused:
        own_files.forget()


def _show_kept() -> None:
    told = st.session_state.pop(_KEPT, None)
    if told is not None:
        text, refused = told
        st.success(text)
        for finding in refused[:MOST_SHOWN]:
            widgets.show_beside(finding)


def _without_shop(vendor: str) -> Finding:
    name = "Some prices have no shop" if vendor == UPLOADED else f"The catalog has no shop {vendor}"
    return Finding(
        code="list-without-shop",
        severity=Severity.ERROR,
        subject=vendor,
        message=f"{name}. Nothing was kept.",
        hint="Choose the shop these prices come from, or a new one.",
    )


def _show_findings(findings: Sequence[Finding]) -> None:
    errors = sum(found.severity is Severity.ERROR for found in findings)
    if errors:
        found = wording.counted(errors, "error", "errors")
        st.warning(f"{found}: these rows were not read. Fix them and upload the file again.")
    widgets.findings_list(findings, key="own-findings", told=_with_its_cell)


def _with_its_cell(found: Finding) -> str:
    value = found.cell.value if found.cell is not None else None
    shown = f"  \n{wording.small(f'the cell holds {wording.plain(value)}')}" if value else ""
    return wording.finding(found) + shown


def _show_templates() -> None:
    st.markdown("## Templates")
    st.markdown("An empty file for each category; its first lines explain each column.")
    with st.container(horizontal=True):
        for kind, title in {**CATEGORY_TITLES, "offers": "Prices"}.items():
            if kind in CATEGORIES or kind == "offers":
                st.download_button(
                    title,
                    data=template(kind),
                    file_name=f"{kind}.csv",
                    mime="text/csv",
                    on_click="ignore",
                    icon=":material/download:",
                    type="tertiary",
                    key=f"template:{kind}",
                )
