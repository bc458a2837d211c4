#!/usr/bin/env bash
#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

# Initialization action of a Dataproc cluster: Java 17 beside the Java 11 of images 2.2 and 2.3. It does nothing where
# Java is 17 or newer (images 3.0 and 4.0), and nothing more when it runs again.
#
# The Java of Hadoop stays as it is. Jobs take the new one by
#   spark.yarn.appMasterEnv.JAVA_HOME and spark.executorEnv.JAVA_HOME = /usr/lib/jvm/mimicknet-java17
# and drivers that run on the master, as they do by default, by a line in spark-env.sh.
set -euo pipefail

# What is to be changed lies below ROOT: for a trial without a cluster.
root=${ROOT:-}
jvms=$root/usr/lib/jvm
link=$jvms/mimicknet-java17
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
  for home in "$jvms"/java-17-openjdk* "$jvms"/temurin-17*; do
    if [ "$(major "$home/bin/java")" = 17 ]; then
      echo "$home"
      return
    fi
  done
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
if [ "${version:-0}" -ge 17 ]; then
  log "$default is Java $version: nothing to do"
  exit 0
fi

home=$(installed)
if [ -z "$home" ]; then
  log "$default is Java ${version:-unknown}: installing Java 17"
  install_java || fail "Cannot install Java 17; see above. A cluster without a way to the packages needs a custom image that has it"
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
