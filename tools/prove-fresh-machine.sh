#!/usr/bin/env bash
# Proves that the make targets need nothing that happens to be installed here: makes an empty Debian or
# Ubuntu root that has git, make and python3 and no more, clones the project into it, and runs the targets
# there with an empty environment. Wants root, debootstrap and a network.
#
#   tools/prove-fresh-machine.sh FOLDER [TARGET...]      TARGET: demo test, if none is given
#
#   SUITE=trixie       another release (bookworm)
#   MIRROR=...         its mirror (the one that debootstrap knows)
#   WITH=...           further packages of the root, with commas between (none: not even python3-venv)
#   WORKING_TREE=1     the files as they lie here instead of a clone of the last commit
#   PLAIN_USER=1       run as a user who is neither root nor in sudo
#
# How this machine reaches the network (resolver, certificates, settings of apt and of pip) carries over.
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,16s/^# \{0,1\}//p' "$0"; exit 1; }
folder=$(realpath -m "$1"); shift
targets=("${@:-demo}"); [ $# -ge 1 ] || targets+=(test)
suite=${SUITE:-bookworm}
packages=ca-certificates,git,make,python3${WITH:+,$WITH}
here=$(cd "$(dirname "$0")/.." && pwd)
base=$folder/base-$suite-$(printf %s "$packages" | cksum | cut -d' ' -f1)
root=$folder/root
home=/home/stranger

say() { printf 'proof: %s\n' "$*"; }

make_base() {
    [ -e "$base.made" ] && return
    say "making an empty $suite with $packages"
    rm -rf "$base"
    debootstrap --variant=minbase --include="$packages" "$suite" "$base" ${MIRROR:+"$MIRROR"} >"$base.log"
    touch "$base.made"
}

carry_over_network() {
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    if [ -e /etc/pip.conf ]; then cp /etc/pip.conf "$root/etc/"; fi
    mkdir -p "$root/usr/local/share/ca-certificates"
    if [ -d /usr/local/share/ca-certificates ]; then
        cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
        chroot "$root" /usr/sbin/update-ca-certificates >/dev/null 2>&1
    fi
}

carry_over_project() {
    mkdir -p "$root$home"
    if [ -n "${WORKING_TREE:-}" ]; then
        mkdir "$root$home/courseplanner"
        git -C "$here" ls-files -z --cached --others --exclude-standard |
            tar -C "$here" --null --ignore-failed-read -T - -c | tar -C "$root$home/courseplanner" -x
    else
        git clone -q "$here" "$root$home/courseplanner"
    fi
    chroot "$root" /usr/sbin/useradd -d "$home" stranger
    if [ -n "${PLAIN_USER:-}" ]; then owner=stranger; else owner=root; fi
    chroot "$root" chown -R "$owner" "$home"
}

# The mounts live in a namespace of their own and go with it.
inside() {
    unshare --mount --pid --fork bash -euc '
        mount --make-rprivate /
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        root=$1 user=$2; shift 2
        exec chroot --userspec="$user" "$root" /usr/bin/env -i "$@"' inside "$root" "$owner" "$@"
}

mkdir -p "$folder"
make_base
rm -rf --one-file-system "$root"
cp -a "$base" "$root"
carry_over_network
carry_over_project
for target in "${targets[@]}"; do
    say "make $target, as $owner, with an empty environment"
    started=$SECONDS
    inside PATH=/usr/bin:/bin HOME="$home" make -C "$home/courseplanner" "$target" </dev/null
    say "make $target passed after $((SECONDS - started)) s"
done
say "the root was $(du -sm "$base" | cut -f1) MB, and is $(du -sm "$root" | cut -f1) MB now;" \
    ".venv $(du -sm "$root$home/courseplanner/.venv" | cut -f1) MB"
