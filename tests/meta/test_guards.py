"""The guards that pyproject.toml sets up for every test are really up."""

import socket
import warnings

import pytest
from pytest_socket import SocketBlockedError


def test_a_test_cannot_open_a_socket():
    # pytest-socket warns first, and a warning is an error.
    with pytest.raises((SocketBlockedError, UserWarning), match="socket"):
        socket.socket()


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning, match="look here"):
        warnings.warn("look here", stacklevel=1)
