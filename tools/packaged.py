"""Where the packaged program starts. Worker processes start here as well, so nothing is imported at the top."""

if __name__ == "__main__":
    import sys

    from lehua_desktop.__main__ import main

    sys.exit(main())
