# shellcheck shell=sh
# Sourced by scripts that start what Debian has packaged, from the project's folder and after say.sh. Packages are
# unpacked into $cache rather than installed, since installing them would start services.

# of_debian PACKAGE PATH [PACKAGE…]: the file of the first package, with the libraries it needs installed; the other
# packages are unpacked into the same folder.
of_debian() {
    # shellcheck disable=SC2154 # by whoever sources this
    folder=$cache/$1
    file=$folder/$2
    first=$1
    shift 2
    if [ ! -x "$file" ]; then
        say "Fetching $first"
        rm -rf "$folder" && mkdir -p "$folder"
        (cd "$folder" && apt-get -q download "$first" "$@" >/dev/null 2>&1) || {
            scripts/apt.sh --update
            (cd "$folder" && apt-get -q download "$first" "$@" >/dev/null) || fail "apt-get could not download $first"
        }
        libraries=$(dpkg-deb -f "$folder/$first"_*.deb Depends | tr ',' '\n' | sed -n 's/^ *\(lib[^ |(:]*\).*/\1/p')
        # shellcheck disable=SC2086 # a list of words
        scripts/apt.sh $libraries
        # The file is what tells that all is there, so its package comes last.
        for archive in "$@" "$first"; do
            dpkg-deb -x "$folder/$archive"_*.deb "$folder"
        done
        rm -f "$folder"/*.deb
    fi
    echo "$file"
}
