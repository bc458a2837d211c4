#!/usr/bin/env bash
#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

# Initialization action of a Dataproc cluster: Java 17 beside the Java 11 of images 2.2 and 2.3. It does nothing where
# Java is newer than 17 (images 3.0 and 4.0), and nothing more when it runs again.
#
# Java 17 is taken from where the image has it, else from the archive that the metadata mimicknet-java17 of the cluster
# names (gs://...tar.gz, whose one folder is a JDK), else from the packages of the system, which need a way out of the
# network: nodes of a cluster have none by themselves.
#
# The Java of Hadoop stays as it is. Jobs take the new one by
#   spark.yarn.appMasterEnv.JAVA_HOME and spark.executorEnv.JAVA_HOME = /usr/lib/jvm/mimicknet-java17
# and drivers that run on the master, as they do by default, by a line in spark-env.sh.
set -euo pipefail

# What is to be changed lies below ROOT: for a trial without a cluster.
root=${ROOT:-}
jvms=$root/usr/lib/jvm
link=$jvms/mimicknet-java17
unpacked=$jvms/mimicknet-jdk-17
spark_env=$root/etc/spark/conf/spark-env.sh

log() { echo "mimicknet java17.sh: $1"; }

fail() {
  echo "mimicknet java17.sh: $1" >&2
  exit 1
}

# Such as 17 of 17.0.15, and 25 of 25-ea.
major() {
  local said
  said=$("$1" -version 2>&1) || said=
  sed -nE 's/.* version "([0-9]+).*/\1/p' <<< "$said" | head -n 1
}

installed() {
  local home
  for home in "$jvms"/java-17-openjdk* "$jvms"/temurin-17* "$unpacked"; do
    if [ "$(major "$home/bin/java")" = 17 ]; then
      echo "$home"
      return
    fi
  done
}

# The home of the Java that is the default.
default_home() {
  local java
  java=$(readlink -f "$(command -v "$default")")
  case $java in */bin/java) echo "${java%/bin/java}" ;; esac
}

# The archive that the metadata name, if they name one.
archive() {
  local metadata=$root/usr/share/google/get_metadata_value said
  [ -x "$metadata" ] || return 0
  said=$("$metadata" attributes/mimicknet-java17 2> /dev/null) || return 0
  case $said in
    '') ;;
    gs://*) echo "$said" ;;
    *) fail "The metadata mimicknet-java17 is $said: it names an archive in a bucket, like gs://my-bucket/jdk-17.tar.gz" ;;
  esac
}

# Whole or not at all: an action that was interrupted may run again.
unpack_java() {
  local partly=$unpacked.partly
  rm -rf "$partly"
  mkdir -p "$partly"
  gcloud storage cat "$1" | tar -xz --strip-components=1 -C "$partly" || fail "Cannot unpack Java 17 from $1; see above"
  [ "$(major "$partly/bin/java")" = 17 ] || fail "$1 is no JDK 17: it needs one folder with bin/java of that version in it"
  rm -rf "$unpacked"
  mv "$partly" "$unpacked"
}

# Other actions and the system's own updates hold the lock of the package manager for a while.
install_java() {
  if command -v apt-get > /dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 -q update || log "The lists of packages could not be updated; trying with those that are here"
    apt-get -o DPkg::Lock::Timeout=300 -qy install openjdk-17-jdk-headless
  elif command -v dnf > /dev/null; then
    dnf -qy install java-17-openjdk-headless
  else
    fail "Cannot install Java 17: there is neither apt-get nor dnf. Take a custom image that has it"
  fi
}

default=${JAVA_HOME:+$JAVA_HOME/bin/}java
version=$(major "$default")
if [ "${version:-0}" -gt 17 ]; then
  log "$default is Java $version: nothing to do"
  exit 0
fi

home=$(installed)
if [ -z "$home" ] && [ "$version" = 17 ]; then
  home=$(default_home)
fi
if [ -z "$home" ]; then
  archive=$(archive)
  log "$default is Java ${version:-unknown}: installing Java 17${archive:+ from $archive}"
  if [ -n "$archive" ]; then
    unpack_java "$archive"
  else
    install_java || fail "Cannot install Java 17; see above. A cluster without a way to the packages needs a JDK in a bucket, named by the metadata mimicknet-java17, or a custom image that has it"
  fi
  home=$(installed)
  [ -n "$home" ] || fail "Java 17 was installed, but no Java 17 is in $jvms"
fi

ln -sfn "$home" "$link"
if ! [ -f "$spark_env" ]; then
  log "There is no $spark_env: a driver on this machine keeps Java ${version:-unknown}"
elif ! grep -qF "JAVA_HOME=$link" "$spark_env"; then
  printf '\n# MimickNet: drivers on this machine run on Java 17.\nexport JAVA_HOME=%s\n' "$link" >> "$spark_env"
fi
log "Java 17 is $link ($home)"
