"""The set-up that serving and testing share: everything but the data."""

from scaffold import fonts, packages, pages
from scaffold.steps import side_by_side


def set_up(*, for_tests: bool = False) -> None:
    """Do every step that is not done yet; a second time needs no network and takes a moment."""
    packages.install_system_packages(for_tests=for_tests)
    packages.make_venv()
    packages.install_requirements("requirements.txt")

    def prepare_pages() -> None:
        if for_tests:
            packages.install_requirements("requirements-dev.txt")
        pages.build_assets()
        pages.compile_translations()
        pages.collect_static_files()

    # To cut the fonts takes a processor as long as the rest.
    side_by_side(fonts.install_fonts, prepare_pages)
