"""Puts empty stand-ins in place of the CUDA libraries that PyTorch's linux wheel is linked with.

PyPI has no CPU-only torch for linux. The dynamic loader refuses to load libtorch unless every library it names exists,
but it binds functions lazily: those of a library that nothing calls may be missing. On a CPU nothing calls cuBLAS,
cuDNN, NCCL and the like, so a file of a few hundred bytes with the right name saves a download of 2.5 GB. The CUDA
runtime itself is called, to find that there is no GPU, and so is installed for real. Python asks the loader to bind
everything at once; a .pth file, which each start of this environment's Python runs, asks it not to.
"""

import platform
import struct
import sys
import sysconfig
from pathlib import Path

# Each with the variables that it defines: the loader must find variables at once, functions when they are first called.
# NVSHMEM's variable stands in another library, because in its own the loader would ask for its version too.
LIBRARIES = {
    "libcublas.so.13": [],
    "libcublasLt.so.13": [],
    "libcudnn.so.9": [],
    "libcufft.so.12": [],
    "libcufile.so.0": [],
    "libcusolver.so.12": [],
    "libcusparse.so.12": [],
    "libcusparseLt.so.0": [],
    "libnccl.so.2": ["nvshmem_selected_device_transport"],
    "libnvrtc.so.13": [],
    "libnvshmem_host.so.3": [],
}
E_MACHINE = {"x86_64": 62, "aarch64": 183}


def stand_in(soname: str, variables: list[str], machine: int) -> bytes:
    """An ELF64 little-endian shared object that defines `variables`, each 64 zero bytes, and nothing else. See elf(5)."""
    header_size, program_header_size, symbol_size = 64, 56, 24
    names = [soname, *variables]
    strings = b"\0" + b"".join(name.encode() + b"\0" for name in names)
    name_at = [strings.index(b"\0" + name.encode() + b"\0") + 1 for name in names]
    count = 1 + len(variables)

    symbols_at = header_size + 2 * program_header_size
    hash_at = symbols_at + count * symbol_size
    # One bucket whose chain is 1, 2, …, 0: the loader walks it and compares names.
    chain = [0, *((i + 1) % count for i in range(1, count))]
    hash_table = struct.pack(f"<{3 + count}I", 1, count, 1 % count, *chain)
    strings_at = hash_at + len(hash_table)
    dynamic_at = (strings_at + len(strings) + 7) // 8 * 8
    DT_NULL, DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT, DT_SONAME = 0, 4, 5, 6, 10, 11, 14
    entries = [
        (DT_SONAME, name_at[0]),
        (DT_HASH, hash_at),
        (DT_STRTAB, strings_at),
        (DT_SYMTAB, symbols_at),
        (DT_STRSZ, len(strings)),
        (DT_SYMENT, symbol_size),
        (DT_NULL, 0),
    ]
    dynamic = b"".join(struct.pack("<qQ", tag, value) for tag, value in entries)
    data_at = dynamic_at + len(dynamic)
    size = data_at + 64 * len(variables)

    GLOBAL_OBJECT, SOME_SECTION = 1 << 4 | 1, 1
    symbols = bytes(symbol_size)
    for i in range(len(variables)):
        symbols += struct.pack("<IBBHQQ", name_at[1 + i], GLOBAL_OBJECT, 0, SOME_SECTION, data_at + 64 * i, 64)
    ET_DYN, PT_LOAD, PT_DYNAMIC, READ_WRITE = 3, 1, 2, 6
    header = b"\x7fELF\x02\x01\x01" + bytes(9)
    header += struct.pack(
        "<HHIQQQIHHHHHH", ET_DYN, machine, 1, 0, header_size, 0, 0, header_size, program_header_size, 2, 64, 0, 0
    )
    header += struct.pack("<IIQQQQQQ", PT_LOAD, READ_WRITE, 0, 0, 0, size, size, 0x10000)
    at = dynamic_at
    header += struct.pack("<IIQQQQQQ", PT_DYNAMIC, READ_WRITE, at, at, at, len(dynamic), len(dynamic), 8)
    return ((header + symbols + hash_table + strings).ljust(dynamic_at, b"\0") + dynamic).ljust(size, b"\0")


def main() -> None:
    if sys.platform != "linux":
        return
    site_packages = Path(sysconfig.get_path("platlib"))
    (site_packages / "cuda_stand_ins.pth").write_text("import os, sys; sys.setdlopenflags(os.RTLD_LAZY)\n")
    folder = site_packages / "torch" / "lib"  # libtorch's own run path ends with its own folder
    for soname, variables in LIBRARIES.items():
        (folder / soname).write_bytes(stand_in(soname, variables, E_MACHINE[platform.machine()]))


if __name__ == "__main__":
    main()
