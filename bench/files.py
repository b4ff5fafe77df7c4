"""What cleaning a file costs: `python bench/files.py`. Limits: two seconds of work and 200 MB.

Each file is cleaned as at intake and in review: in a process of its own, so its start is in every
figure. Memory is what getrusage(2) says of the children, the largest so far; a child takes over the
figure of who started it, so the files are made by another process and come through a pipe.
"""

from __future__ import annotations

import io
import pickle
import resource
import subprocess
import sys
import tracemalloc
from datetime import date, timedelta
from time import perf_counter

from figures import finish, show
from PIL import Image
from pypdf import PdfWriter

from crypto.manifest import Manifest
from crypto.private.epochs import EpochSecret
from crypto.receipts import Code, keys_of
from reporting.domain.attachment import MAX_FILE_BYTES, Attachment, MediaType
from reporting.files.clean import clean
from reporting.files.errors import Refused
from reporting.sealed.files import seal_file

MOST_SECONDS = 2.0
MOST_MEGABYTES = 200.0
MEGABYTE_IN_KIB = 1024
UPRIGHT_ON_ITS_SIDE = 6  # as a phone stores what it was held upright for
MAKE, MEASURE = "make", "measure"
INSTALLATION = b"n" * 16
DAY = date(2026, 11, 20)


def photograph(width: int, height: int) -> Image.Image:
    """Make a picture with noise and slopes, about as hard to pack as a photograph."""
    fine = Image.effect_noise((width // 4, height // 4), 40).resize((width, height))
    slope = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (fine, slope, Image.blend(fine, slope, 0.5)))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Encode a picture."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def files() -> dict[str, bytes]:
    """Make one file of each kind, from small to the largest that is taken."""
    turned = Image.Exif()
    turned[0x0112] = UPRIGHT_ON_ITS_SIDE
    full = photograph(4096, 4096)
    screen = Image.new("RGBA", (1080, 15_000), "white")
    screen.paste(photograph(1000, 6000), (40, 500))
    document = PdfWriter()
    for _ in range(200):
        document.add_blank_page(600, 800)
    pages = io.BytesIO()
    document.write(pages)
    return {
        "jpeg, 0.1 megapixels": saved(photograph(360, 270), "JPEG"),
        "jpeg, 12 megapixels, a phone's": saved(photograph(4032, 3024), "JPEG", exif=turned),
        "jpeg, 16.7 megapixels, progressive, full colour": saved(
            full, "JPEG", exif=turned, progressive=True, subsampling=0
        ),
        "jpeg, 48 megapixels": saved(photograph(8064, 6048), "JPEG", quality=80, exif=turned),
        "png, a long screenshot": saved(screen, "PNG"),
        "png, 24 megapixels with transparency": saved(screen.resize((4000, 6000)), "PNG"),
        "webp, 10 megapixels": saved(photograph(3650, 2730), "WEBP", method=0),
        "pdf, 200 pages": pages.getvalue(),
        "text, 1 MB": b"He said it again.\n" * 55_000,
    }


def used() -> tuple[float, float]:
    """Return seconds of CPU and the most megabytes of all processes so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE_IN_KIB


def measure_cleaning() -> None:
    """Show what each file takes; a file that is refused is a limit not kept."""
    made = pickle.load(sys.stdin.buffer)  # noqa: S301 - what this program has made
    for name, data in made.items():
        began, (before, _) = perf_counter(), used()
        try:
            clean(data)
        except Refused as refused:
            show(f"{name}: {refused.reason.slug}", 1, "refused", 0)
            continue
        show(f"{name}: CPU", used()[0] - before, "s", MOST_SECONDS)
        show(f"{name}: by the clock", perf_counter() - began, "s")
    show("the most memory of any of them", used()[1], "MB", MOST_MEGABYTES)


def measure_sealing() -> None:
    """Show what sealing the largest file takes, and how much memory beside the file itself."""
    epoch = EpochSecret("main", 1, b"e" * 32)
    manifest = Manifest(INSTALLATION, 20_000_000, DAY + timedelta(days=180), (epoch.public(),))
    keys = keys_of(Code((1, 2, 3, 4, 5, 6, 7, 8)), INSTALLATION)
    file = Attachment(MediaType.JPEG, "picture-1.jpg", bytes(MAX_FILE_BYTES))
    began = perf_counter()
    seal_file(keys, bytes(16), file, manifest, DAY)
    show("sealing 10 MB", perf_counter() - began, "s", 0.5)
    tracemalloc.start()
    seal_file(keys, bytes(16), file, manifest, DAY)
    show("sealing 10 MB: memory beside it", tracemalloc.get_traced_memory()[1] / 1e6, "MB")


def main() -> None:
    """Print the figures: one process makes the files, one measures what is done with them."""
    if sys.argv[1:] == [MAKE]:
        sys.stdout.buffer.write(pickle.dumps(files()))
    elif sys.argv[1:] == [MEASURE]:
        measure_cleaning()
        measure_sealing()
        finish()
    else:
        made = subprocess.run([sys.executable, __file__, MAKE], stdout=subprocess.PIPE, check=True)
        measured = subprocess.run(
            [sys.executable, __file__, MEASURE], input=made.stdout, check=False
        )
        sys.exit(measured.returncode)


if __name__ == "__main__":
    main()
