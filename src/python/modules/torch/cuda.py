"""A build of torch without CUDA."""


def is_available():
    return False


def device_count():
    return 0


def empty_cache():
    pass


def is_bf16_supported():
    return False


def manual_seed_all(seed):
    pass


def memory_allocated(device=None):
    return 0
