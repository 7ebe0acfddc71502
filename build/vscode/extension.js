'use strict';
const vscode = require('vscode');
const { register } = require('./dotclock.js');

exports.activate = (context) => register(vscode, context);
exports.deactivate = () => {};
